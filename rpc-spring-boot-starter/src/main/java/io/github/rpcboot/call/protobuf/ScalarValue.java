package io.github.rpcboot.call.protobuf;

import java.io.IOException;

import io.github.rpcboot.contract.schema.ValueKind;
import io.github.rpcboot.contract.schema.ValueType;
import io.github.rpcboot.contract.schema.ValueType.Conversion;
import org.jspecify.annotations.Nullable;

/**
 * Numbers, texts and bytes as objects.
 */
final class ScalarValue extends ValueCodec {

	private static final byte[] NO_BYTES = {};

	private final ValueKind kind;

	private final @Nullable Conversion conversion;

	ScalarValue(ValueType type) {
		this.kind = type.kind();
		this.conversion = type.conversion();
	}

	@Override
	boolean write(Object value, boolean evenIfEmpty, Writing out) {
		Object wire = (this.conversion != null) ? this.conversion.toWire(value) : value;
		if (wire == null) {
			return false;
		}
		return switch (this.kind) {
			case STRING -> text((String) wire, evenIfEmpty, out);
			case BYTES -> bytes((byte[]) wire, evenIfEmpty, out);
			case INT32 -> varint((Integer) wire, evenIfEmpty, out);
			case INT64 -> varint((Long) wire, evenIfEmpty, out);
			case BOOL -> varint(((Boolean) wire) ? 1 : 0, evenIfEmpty, out);
			case FLOAT -> fixed32(Float.floatToRawIntBits((Float) wire), evenIfEmpty, out);
			case DOUBLE -> fixed64(Double.doubleToRawLongBits((Double) wire), evenIfEmpty, out);
			default -> throw new IllegalStateException(this.kind.toString());
		};
	}

	private static boolean text(String text, boolean evenIfEmpty, Writing out) {
		boolean written = evenIfEmpty || !text.isEmpty();
		if (written) {
			out.text(text);
		}
		return written;
	}

	private static boolean bytes(byte[] bytes, boolean evenIfEmpty, Writing out) {
		boolean written = evenIfEmpty || bytes.length > 0;
		if (written) {
			out.bytes(bytes);
		}
		return written;
	}

	private static boolean varint(long number, boolean evenIfEmpty, Writing out) {
		boolean written = evenIfEmpty || number != 0;
		if (written) {
			out.varint(number);
		}
		return written;
	}

	private static boolean fixed32(int bits, boolean evenIfEmpty, Writing out) {
		boolean written = evenIfEmpty || bits != 0;
		if (written) {
			out.fixed32(bits);
		}
		return written;
	}

	private static boolean fixed64(long bits, boolean evenIfEmpty, Writing out) {
		boolean written = evenIfEmpty || bits != 0;
		if (written) {
			out.fixed64(bits);
		}
		return written;
	}

	@Override
	Object read(@Nullable Object gathered, Reading in) throws IOException {
		Object wire = switch (this.kind) {
			case STRING -> in.text();
			case BYTES -> in.bytes();
			case INT32 -> in.int32();
			case INT64 -> in.varint();
			case BOOL -> in.bool();
			case FLOAT -> Float.intBitsToFloat(in.fixed32());
			case DOUBLE -> Double.longBitsToDouble(in.fixed64());
			default -> throw new IllegalStateException(this.kind.toString());
		};
		return (this.conversion != null) ? this.conversion.fromWire(wire) : wire;
	}

	@Override
	Object finish(Object gathered, Reading in) {
		return gathered;
	}

	@Override
	Object nothing(Reading in) {
		Object wire = switch (this.kind) {
			case STRING -> "";
			case BYTES -> NO_BYTES;
			case INT32 -> 0;
			case INT64 -> 0L;
			case BOOL -> false;
			case FLOAT -> 0f;
			case DOUBLE -> 0d;
			default -> throw new IllegalStateException(this.kind.toString());
		};
		return (this.conversion != null) ? this.conversion.fromWire(wire) : wire;
	}

}
