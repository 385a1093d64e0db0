package io.github.rpcboot.contract.schema;

/**
 * What a single value is on the wire.
 *
 * @since 0.1.0
 */
public enum ValueKind {

	/** A truth value. */
	BOOL("bool"),

	/** A whole number of 32 bits; smaller ones too. */
	INT32("int32"),

	/** A whole number of 64 bits. */
	INT64("int64"),

	/** A number of 32 bits with a fraction. */
	FLOAT("float"),

	/** A number of 64 bits with a fraction. */
	DOUBLE("double"),

	/** A text, also of types that JSON writes as a text. */
	STRING("string"),

	/** Raw bytes. */
	BYTES("bytes"),

	/** One of the constants of an {@link EnumType}. */
	ENUM("enum"),

	/** A {@link MessageType}. */
	MESSAGE("message"),

	/** A point in time: {@code google.protobuf.Timestamp}. */
	TIMESTAMP("google.protobuf.Timestamp");

	private final String keyword;

	ValueKind(String keyword) {
		this.keyword = keyword;
	}

	/**
	 * The kind as a {@code .proto} file names it.
	 * @return a keyword of proto3 or the name of a well-known type
	 */
	public String keyword() {
		return this.keyword;
	}

	/**
	 * Whether the value stands behind its length.
	 * @return {@code false} for numbers, which can be packed
	 */
	public boolean isDelimited() {
		return switch (this) {
			case STRING, BYTES, MESSAGE, TIMESTAMP -> true;
			default -> false;
		};
	}

}
