package io.github.rpcboot.contract.schema;

import org.jspecify.annotations.Nullable;

/**
 * The type of a single value: a member that occurs once, an element, or a key or value of
 * a map. On the wire side of its conversion a value is a {@code Boolean},
 * {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@code String},
 * {@code byte[]}, {@code Instant}, an enum constant or an object of the message's class.
 *
 * @param kind what it is on the wire
 * @param javaType the raw Java type
 * @param message the message, {@code null} for other kinds
 * @param enumeration the constants, {@code null} for other kinds
 * @param conversion how Java's form becomes the wire's, {@code null} if they are the same
 * @since 0.1.0
 */
public record ValueType(ValueKind kind, Class<?> javaType, @Nullable MessageType message,
		@Nullable EnumType enumeration, @Nullable Conversion conversion) {

	static ValueType of(ValueKind kind, Class<?> javaType) {
		return new ValueType(kind, javaType, null, null, null);
	}

	static ValueType of(ValueKind kind, Class<?> javaType, Conversion conversion) {
		return new ValueType(kind, javaType, null, null, conversion);
	}

	/**
	 * The type as a {@code .proto} file names it.
	 * @return a keyword or the name of a message or enum
	 */
	public String protoName() {
		if (this.message != null) {
			return this.message.name();
		}
		return (this.enumeration != null) ? this.enumeration.protoName() : this.kind.keyword();
	}

	/**
	 * Turns values of Java's form into the wire's, and back. Both ways throw some
	 * {@link RuntimeException} for a value that cannot be turned.
	 *
	 * @since 0.1.0
	 */
	public interface Conversion {

		/**
		 * Turns a value of Java's form into the wire's.
		 * @param value a value
		 * @return the wire's form, {@code null} for an absent one
		 */
		@Nullable Object toWire(Object value);

		/**
		 * Turns a value of the wire's form into Java's.
		 * @param value a value
		 * @return Java's form
		 */
		Object fromWire(Object value);

	}

}
