package io.github.rpcboot.call.protobuf;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import io.github.rpcboot.contract.schema.FieldType;

/**
 * A member whose value is an object.
 */
abstract class ObjectField extends FieldCodec {

	private static final MethodHandle VALUE = find();

	ObjectField(FieldType type, int index) {
		super(type, index);
	}

	private static MethodHandle find() {
		try {
			return MethodHandles.lookup()
				.findVirtual(FieldCodec.class, "value", MethodType.methodType(Object.class, Slots.class));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	final MethodHandle valueHandle(Class<?> parameter) {
		return VALUE.bindTo(this).asType(MethodType.methodType(parameter, Slots.class));
	}

}
