package io.github.rpcboot.contract.schema;

import io.github.rpcboot.contract.schema.FieldType.Shape;
import io.github.rpcboot.contract.schema.ValueType.Conversion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

import org.springframework.util.ClassUtils;

/**
 * Members that are written from one type and read into another, as a getter of
 * {@code Optional<String>} beside a setter of {@code String}: a getter that is kind to
 * its callers. What is more than that is refused, since a cast would fail on every
 * message.
 */
final class TwoTypes {

	private TwoTypes() {
	}

	/**
	 * Makes the shape that fits both.
	 * @param shape that of the narrower type, or of the optional one
	 */
	static Shape of(JavaType written, JavaType read, Shape shape, Trail trail) {
		Class<?> from = written.getRawClass();
		Class<?> into = read.getRawClass();
		Conversion wrapping = shape.wrapping();
		if (wrapping == null) {
			Class<?> type = from.isAssignableFrom(into) ? into : from;
			require(into, type, written, read, trail);
			Object zero = Scalars.zero(into);
			return shape.read(null, (zero != null) ? zero : shape.absent());
		}
		if (Optionals.isOptional(into)) {
			require(shape.value().javaType(), from, written, read, trail);
			return shape.read(new Closing(wrapping), shape.absent());
		}
		require(into, shape.value().javaType(), written, read, trail);
		return shape.read(new Opening(wrapping), Scalars.zero(into));
	}

	private static void require(Class<?> into, Class<?> value, JavaType written, JavaType read, Trail trail) {
		if (!ClassUtils.isAssignable(boxed(into), boxed(value))) {
			throw trail.failure(
					"The member '" + trail.last() + "' is written as '" + written.toCanonical() + "' and read as '"
							+ read.toCanonical() + "', for which protobuf has no common form.",
					"Give its getter, and its setter or constructor, the same type.");
		}
	}

	private static Class<?> boxed(Class<?> type) {
		return ClassUtils.resolvePrimitiveIfNecessary(type);
	}

	/** From a getter's {@code Optional} to a setter of what is in it. */
	private record Opening(Conversion optional) implements Conversion {

		@Override
		public @Nullable Object toWire(Object value) {
			return this.optional.toWire(value);
		}

		@Override
		public Object fromWire(Object value) {
			return value;
		}

	}

	/** From a getter of what is in it to a setter's {@code Optional}. */
	private record Closing(Conversion optional) implements Conversion {

		@Override
		public Object toWire(Object value) {
			return value;
		}

		@Override
		public Object fromWire(Object value) {
			return this.optional.fromWire(value);
		}

	}

}
