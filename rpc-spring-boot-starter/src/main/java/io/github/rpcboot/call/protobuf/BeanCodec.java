package io.github.rpcboot.call.protobuf;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.github.rpcboot.contract.schema.FieldType;
import io.github.rpcboot.contract.schema.MessageType.Creator;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are records or beans. The creator and what its parameters are read from
 * are one handle, which takes the slots of the message.
 */
final class BeanCodec extends MessageCodec {

	private MethodHandle maker = MethodHandles.constant(Object.class, null);

	private FieldCodec[] settable = {};

	void complete(FieldCodec[] fields, Creator creator) {
		complete(fields);
		this.settable = Arrays.stream(fields).filter((field) -> field.setter != null).toArray(FieldCodec[]::new);
		MethodHandle handle = creator.handle();
		List<@Nullable FieldType> taken = creator.fields();
		MethodHandle[] filters = new MethodHandle[taken.size()];
		for (int i = 0; i < filters.length; i++) {
			filters[i] = filter(taken.get(i), fields, handle.type().parameterType(i));
		}
		MethodHandle filtered = MethodHandles.filterArguments(handle, 0, filters);
		MethodType type = MethodType.methodType(handle.type().returnType(), Slots.class);
		this.maker = MethodHandles.permuteArguments(filtered, type, new int[filters.length])
			.asType(MethodType.methodType(Object.class, Slots.class));
	}

	private static MethodHandle filter(@Nullable FieldType type, FieldCodec[] fields, Class<?> parameter) {
		for (FieldCodec field : fields) {
			if (type != null && field.number == type.number()) {
				return field.valueHandle(parameter);
			}
		}
		return MethodHandles.dropArguments(MethodHandles.zero(parameter), 0, Slots.class);
	}

	@Override
	Object make(Slots slots) throws Throwable {
		Object object = (Object) this.maker.invokeExact(slots);
		for (FieldCodec field : this.settable) {
			field.set(object, slots);
		}
		return Objects.requireNonNull(object);
	}

}
