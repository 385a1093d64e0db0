package io.github.rpcboot.call.protobuf;

import com.google.protobuf.WireFormat;
import io.github.rpcboot.contract.schema.ValueKind;

/**
 * How the kinds of values stand on the wire.
 */
final class WireTypes {

	private static final int BITS = 3;

	private WireTypes() {
	}

	static int of(ValueKind kind) {
		return switch (kind) {
			case BOOL, INT32, INT64, ENUM -> WireFormat.WIRETYPE_VARINT;
			case FLOAT -> WireFormat.WIRETYPE_FIXED32;
			case DOUBLE -> WireFormat.WIRETYPE_FIXED64;
			case STRING, BYTES, MESSAGE, TIMESTAMP -> WireFormat.WIRETYPE_LENGTH_DELIMITED;
		};
	}

	static int tag(int number, int wireType) {
		return (number << BITS) | wireType;
	}

	static int number(int tag) {
		return tag >>> BITS;
	}

}
