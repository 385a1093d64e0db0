package io.github.rpcboot.call.protobuf;

import java.io.IOException;

import com.google.protobuf.WireFormat;
import io.github.rpcboot.contract.schema.FieldType;
import io.github.rpcboot.contract.schema.FieldType.Label;
import io.github.rpcboot.contract.schema.ValueKind;
import io.github.rpcboot.contract.schema.ValueType.Conversion;
import org.jspecify.annotations.Nullable;

/**
 * A member that occurs once; of several occurrences the last one counts, and messages are
 * merged.
 */
final class SingleField extends FieldCodec {

	private final ValueCodec values;

	private final boolean optional;

	private final @Nullable Conversion wrapping;

	SingleField(FieldType type, int index, ValueCodec values) {
		super(type, index, WireTypes.of(type.value().kind()), way(type));
		this.values = values;
		this.optional = type.label() == Label.OPTIONAL;
		this.wrapping = type.wrapping();
	}

	private static Way way(FieldType type) {
		if (type.value().kind() != ValueKind.STRING || type.value().conversion() != null || type.wrapping() != null) {
			return Way.OBJECT;
		}
		return (type.label() == Label.OPTIONAL) ? Way.OPTIONAL_TEXT : Way.TEXT;
	}

	@Override
	void write(Slots slots, Writing out) throws Throwable {
		Object value = slots.objects[this.index];
		if (value != null && this.wrapping != null) {
			value = this.wrapping.toWire(value);
		}
		if (value != null && this.values.write(value, this.optional, out)) {
			out.varint(this.tag);
		}
	}

	@Override
	void read(int tag, Slots slots, Reading in) throws IOException {
		requireWireType(tag, WireFormat.getTagWireType(this.tag));
		slots.objects[this.index] = this.values.read(slots.objects[this.index], in);
	}

	@Override
	void finish(Slots slots, Reading in) throws Throwable {
		Object gathered = slots.objects[this.index];
		slots.objects[this.index] = (gathered != null && gathered != EnumValue.NONE) ? finished(gathered, in)
				: this.absent;
	}

	private Object finished(Object gathered, Reading in) throws Throwable {
		Object value = this.values.finish(gathered, in);
		return (this.wrapping != null) ? this.wrapping.fromWire(value) : value;
	}

}
