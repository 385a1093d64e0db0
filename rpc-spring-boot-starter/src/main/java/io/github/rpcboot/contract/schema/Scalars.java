package io.github.rpcboot.contract.schema;

import java.time.Instant;
import java.util.Map;

import io.github.rpcboot.contract.schema.ValueType.Conversion;
import org.jspecify.annotations.Nullable;

/**
 * The types that are scalars in protobuf too, and what they are when they are absent.
 */
final class Scalars {

	private static final Conversion BYTE = new Narrow(Byte.MIN_VALUE, Byte.MAX_VALUE) {

		@Override
		Object narrow(int value) {
			return (byte) value;
		}

	};

	private static final Conversion SHORT = new Narrow(Short.MIN_VALUE, Short.MAX_VALUE) {

		@Override
		Object narrow(int value) {
			return (short) value;
		}

	};

	private static final Map<Class<?>, ValueType> TYPES = Map.ofEntries(type(ValueKind.BOOL, boolean.class),
			type(ValueKind.BOOL, Boolean.class), type(ValueKind.INT32, int.class), type(ValueKind.INT32, Integer.class),
			type(ValueKind.INT64, long.class), type(ValueKind.INT64, Long.class), type(ValueKind.FLOAT, float.class),
			type(ValueKind.FLOAT, Float.class), type(ValueKind.DOUBLE, double.class),
			type(ValueKind.DOUBLE, Double.class), type(ValueKind.STRING, String.class),
			type(ValueKind.BYTES, byte[].class), type(ValueKind.TIMESTAMP, Instant.class),
			type(ValueKind.INT32, byte.class, BYTE), type(ValueKind.INT32, Byte.class, BYTE),
			type(ValueKind.INT32, short.class, SHORT), type(ValueKind.INT32, Short.class, SHORT),
			type(ValueKind.STRING, char.class, new OneCharacter()),
			type(ValueKind.STRING, Character.class, new OneCharacter()));

	private static final Map<Class<?>, Object> ZEROS = Map.of(boolean.class, false, int.class, 0, long.class, 0L,
			float.class, 0f, double.class, 0d, byte.class, (byte) 0, short.class, (short) 0, char.class, '\0');

	private static final Map<Class<?>, Object> EMPTY = Map.of(Boolean.class, false, Integer.class, 0, Long.class, 0L,
			Float.class, 0f, Double.class, 0d, Byte.class, (byte) 0, Short.class, (short) 0, Character.class, '\0',
			String.class, "");

	private static final byte[] NO_BYTES = {};

	private Scalars() {
	}

	private static Map.Entry<Class<?>, ValueType> type(ValueKind kind, Class<?> type) {
		return Map.entry(type, ValueType.of(kind, type));
	}

	private static Map.Entry<Class<?>, ValueType> type(ValueKind kind, Class<?> type, Conversion conversion) {
		return Map.entry(type, ValueType.of(kind, type, conversion));
	}

	static @Nullable ValueType find(Class<?> type) {
		return TYPES.get(type);
	}

	/** What an absent value of a primitive type is; {@code null} for others. */
	static @Nullable Object zero(Class<?> type) {
		return ZEROS.get(type);
	}

	/** What an absent value is in Java's form; {@code null} where null may be. */
	static @Nullable Object absent(ValueType value, boolean nonNull) {
		if (value.kind() == ValueKind.BYTES) {
			return NO_BYTES;
		}
		Object zero = ZEROS.get(value.javaType());
		if (zero == null && nonNull) {
			EnumType constants = value.enumeration();
			return (constants != null) ? constants.constants().get(0).value() : EMPTY.get(value.javaType());
		}
		return zero;
	}

	private abstract static class Narrow implements Conversion {

		private final int least;

		private final int most;

		Narrow(int least, int most) {
			this.least = least;
			this.most = most;
		}

		@Override
		public Object toWire(Object value) {
			return ((Number) value).intValue();
		}

		@Override
		public Object fromWire(Object value) {
			int number = (Integer) value;
			if (number < this.least || number > this.most) {
				throw new IllegalArgumentException("Out of range");
			}
			return narrow(number);
		}

		abstract Object narrow(int value);

	}

	private static final class OneCharacter implements Conversion {

		@Override
		public @Nullable Object toWire(Object value) {
			return value.equals('\0') ? null : value.toString();
		}

		@Override
		public Object fromWire(Object value) {
			String text = (String) value;
			if (text.length() != 1) {
				throw new IllegalArgumentException("Not one character");
			}
			return text.charAt(0);
		}

	}

}
