package io.github.rpcboot.call.protobuf;

import java.io.IOException;

import com.google.protobuf.WireFormat;
import io.github.rpcboot.contract.schema.FieldType;
import io.github.rpcboot.contract.schema.ValueKind;

/**
 * A number or truth value that Java holds as it is, and that is never boxed on its way.
 */
final class NumberField extends FieldCodec {

	private final ValueKind kind;

	NumberField(FieldType type, int index) {
		super(type, index, WireTypes.of(type.value().kind()), way(type.value().kind()));
		this.kind = type.value().kind();
	}

	private static Way way(ValueKind kind) {
		return switch (kind) {
			case INT32 -> Way.INT32;
			case INT64 -> Way.INT64;
			default -> Way.NUMBER;
		};
	}

	@Override
	void write(Slots slots, Writing out) {
		long value = slots.numbers[this.index];
		if (value != 0) {
			switch (this.kind) {
				case FLOAT -> out.fixed32((int) value);
				case DOUBLE -> out.fixed64(value);
				default -> out.varint(value);
			}
			out.varint(this.tag);
		}
	}

	@Override
	void read(int tag, Slots slots, Reading in) throws IOException {
		requireWireType(tag, WireFormat.getTagWireType(this.tag));
		slots.numbers[this.index] = switch (this.kind) {
			case INT32 -> in.int32();
			case BOOL -> in.bool() ? 1 : 0;
			case FLOAT -> in.fixed32();
			case DOUBLE -> in.fixed64();
			default -> in.varint();
		};
	}

	@Override
	void finish(Slots slots, Reading in) {
	}

}
