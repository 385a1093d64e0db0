package io.github.rpcboot.call.protobuf;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import io.github.rpcboot.contract.schema.FieldType;
import io.github.rpcboot.contract.schema.ValueKind;

/**
 * A number or truth value that Java holds as it is, and that is never boxed on its way.
 */
final class NumberField extends FieldCodec {

	private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

	private final ValueKind kind;

	private final int wireType;

	private final int tag;

	private final Class<?> carrier;

	NumberField(FieldType type, int index) {
		super(type, index);
		this.kind = type.value().kind();
		this.wireType = WireTypes.of(this.kind);
		this.tag = WireTypes.tag(type.number(), this.wireType);
		this.carrier = type.carrier();
	}

	@Override
	void write(Object object, Writing out) throws Throwable {
		MethodHandle getter = this.getter;
		if (getter == null) {
			return;
		}
		switch (this.kind) {
			case INT32 -> varint((int) getter.invokeExact(object), out);
			case INT64 -> varint((long) getter.invokeExact(object), out);
			case BOOL -> varint(((boolean) getter.invokeExact(object)) ? 1 : 0, out);
			case FLOAT -> fixed32(Float.floatToRawIntBits((float) getter.invokeExact(object)), out);
			default -> fixed64(Double.doubleToRawLongBits((double) getter.invokeExact(object)), out);
		}
	}

	private void varint(long value, Writing out) {
		if (value != 0) {
			out.varint(value);
			out.varint(this.tag);
		}
	}

	private void fixed32(int bits, Writing out) {
		if (bits != 0) {
			out.fixed32(bits);
			out.varint(this.tag);
		}
	}

	private void fixed64(long bits, Writing out) {
		if (bits != 0) {
			out.fixed64(bits);
			out.varint(this.tag);
		}
	}

	@Override
	void read(int tag, Slots slots) throws IOException {
		requireWireType(tag, this.wireType);
		Reading in = slots.reading;
		slots.numbers[this.index] = switch (this.kind) {
			case INT32 -> in.int32();
			case INT64 -> in.in.readInt64();
			case BOOL -> in.in.readBool() ? 1 : 0;
			case FLOAT -> in.in.readRawLittleEndian32();
			default -> in.in.readRawLittleEndian64();
		};
	}

	@Override
	Object value(Slots slots) {
		return switch (this.kind) {
			case INT32 -> intValue(slots);
			case INT64 -> longValue(slots);
			case BOOL -> booleanValue(slots);
			case FLOAT -> floatValue(slots);
			default -> doubleValue(slots);
		};
	}

	@Override
	void set(Object object, Slots slots) throws Throwable {
		MethodHandle setter = this.setter;
		if (setter == null) {
			return;
		}
		switch (this.kind) {
			case INT32 -> setter.invokeExact(object, intValue(slots));
			case INT64 -> setter.invokeExact(object, longValue(slots));
			case BOOL -> setter.invokeExact(object, booleanValue(slots));
			case FLOAT -> setter.invokeExact(object, floatValue(slots));
			default -> setter.invokeExact(object, doubleValue(slots));
		}
	}

	private int intValue(Slots slots) {
		return (int) slots.numbers[this.index];
	}

	private long longValue(Slots slots) {
		return slots.numbers[this.index];
	}

	private boolean booleanValue(Slots slots) {
		return slots.numbers[this.index] != 0;
	}

	private float floatValue(Slots slots) {
		return Float.intBitsToFloat((int) slots.numbers[this.index]);
	}

	private double doubleValue(Slots slots) {
		return Double.longBitsToDouble(slots.numbers[this.index]);
	}

	@Override
	MethodHandle valueHandle(Class<?> parameter) {
		String method = this.carrier.getName() + "Value";
		try {
			return LOOKUP.bind(this, method, MethodType.methodType(this.carrier, Slots.class))
				.asType(MethodType.methodType(parameter, Slots.class));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(method, ex);
		}
	}

}
