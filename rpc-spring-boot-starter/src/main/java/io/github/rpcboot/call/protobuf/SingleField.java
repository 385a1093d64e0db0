package io.github.rpcboot.call.protobuf;

import java.io.IOException;

import io.github.rpcboot.contract.schema.FieldType;
import io.github.rpcboot.contract.schema.FieldType.Label;
import io.github.rpcboot.contract.schema.ValueType.Conversion;
import org.jspecify.annotations.Nullable;

/**
 * A member that occurs once; of several occurrences the last one counts, and messages are
 * merged.
 */
final class SingleField extends ObjectField {

	private final ValueCodec values;

	private final int wireType;

	private final int tag;

	private final boolean optional;

	private final @Nullable Conversion wrapping;

	private final @Nullable Object absent;

	/** Whether what is read is the value already, which is so most of the time. */
	private final boolean finished;

	SingleField(FieldType type, int index, ValueCodec values) {
		super(type, index);
		this.values = values;
		this.wireType = WireTypes.of(type.value().kind());
		this.tag = WireTypes.tag(type.number(), this.wireType);
		this.optional = type.label() == Label.OPTIONAL;
		this.wrapping = type.wrapping();
		this.absent = type.absent();
		this.finished = values instanceof ScalarValue && this.wrapping == null;
	}

	@Override
	void write(Object object, Writing out) throws Throwable {
		Object value = get(object);
		if (value != null && this.wrapping != null) {
			value = this.wrapping.toWire(value);
		}
		if (value != null && this.values.write(value, this.optional, out)) {
			out.varint(this.tag);
		}
	}

	@Override
	void read(int tag, Slots slots) throws IOException {
		requireWireType(tag, this.wireType);
		slots.objects[this.index] = this.values.read(slots.objects[this.index], slots.reading);
	}

	@Override
	@Nullable Object value(Slots slots) throws Throwable {
		Object gathered = slots.objects[this.index];
		if (this.finished && gathered != null) {
			return gathered;
		}
		if (gathered == null || gathered == EnumValue.NONE) {
			return this.absent;
		}
		slots.reading.at(this.name);
		Object value = this.values.finish(gathered, slots.reading);
		return (this.wrapping != null) ? this.wrapping.fromWire(value) : value;
	}

}
