package io.github.rpcboot.contract.schema;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.github.rpcboot.contract.schema.ValueType.Conversion;
import org.jspecify.annotations.Nullable;

/**
 * Opens and closes the optional values of the JDK.
 */
enum Optionals implements Conversion {

	/** Of objects. */
	OBJECT {

		@Override
		public @Nullable Object toWire(Object value) {
			return ((Optional<?>) value).orElse(null);
		}

		@Override
		public Object fromWire(Object value) {
			return Optional.of(value);
		}

	},

	/** Of {@code int}. */
	INT {

		@Override
		public @Nullable Object toWire(Object value) {
			OptionalInt optional = (OptionalInt) value;
			return optional.isPresent() ? optional.getAsInt() : null;
		}

		@Override
		public Object fromWire(Object value) {
			return OptionalInt.of((Integer) value);
		}

	},

	/** Of {@code long}. */
	LONG {

		@Override
		public @Nullable Object toWire(Object value) {
			OptionalLong optional = (OptionalLong) value;
			return optional.isPresent() ? optional.getAsLong() : null;
		}

		@Override
		public Object fromWire(Object value) {
			return OptionalLong.of((Long) value);
		}

	},

	/** Of {@code double}. */
	DOUBLE {

		@Override
		public @Nullable Object toWire(Object value) {
			OptionalDouble optional = (OptionalDouble) value;
			return optional.isPresent() ? optional.getAsDouble() : null;
		}

		@Override
		public Object fromWire(Object value) {
			return OptionalDouble.of((Double) value);
		}

	};

	static boolean isOptional(Class<?> type) {
		return type == Optional.class || type == OptionalInt.class || type == OptionalLong.class
				|| type == OptionalDouble.class;
	}

}
