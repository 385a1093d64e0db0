package io.github.rpcboot.contract.schema;

import java.lang.reflect.Member;
import java.util.function.UnaryOperator;

import io.github.rpcboot.contract.schema.ValueType.Conversion;
import org.jspecify.annotations.Nullable;

/**
 * A member of a message: its name and number, and how its value is reached in Java.
 *
 * @since 0.1.0
 */
public final class FieldType {

	private final String name;

	private final String jsonName;

	private final int number;

	private final Shape shape;

	private final Access access;

	FieldType(String name, String jsonName, int number, Shape shape, Access access) {
		this.name = name;
		this.jsonName = jsonName;
		this.number = number;
		this.shape = shape;
		this.access = access;
	}

	/**
	 * The name in the {@code .proto} file.
	 * @return an identifier
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The name in JSON, which is Jackson's.
	 * @return any text
	 */
	public String jsonName() {
		return this.jsonName;
	}

	/**
	 * Whether protobuf would give the field another name in JSON if it were not told.
	 * @return whether the name in JSON is to be written down
	 */
	public boolean hasOwnJsonName() {
		return !FieldNames.camel(this.name).equals(this.jsonName);
	}

	/**
	 * The number on the wire.
	 * @return 1 or more
	 */
	public int number() {
		return this.number;
	}

	/**
	 * How often the field occurs.
	 * @return its label
	 */
	public Label label() {
		return this.shape.label;
	}

	/**
	 * The type of its value, of each element, or of each value of the map.
	 * @return the type
	 */
	public ValueType value() {
		return this.shape.value;
	}

	/**
	 * The type of the keys of a map.
	 * @return the type, {@code null} if the field is no map
	 */
	public @Nullable ValueType key() {
		return this.shape.key;
	}

	/**
	 * Turns the Java container of a repeated field or map into a
	 * {@link java.util.Collection} or {@link java.util.Map}.
	 * @return a function that copies nothing where it need not
	 */
	public UnaryOperator<Object> opener() {
		return this.shape.opener;
	}

	/**
	 * Turns an {@link java.util.ArrayList} or {@link java.util.LinkedHashMap} of what was
	 * read into the Java container.
	 * @return a function that throws some {@link RuntimeException} for what the container
	 * does not take
	 */
	public UnaryOperator<Object> closer() {
		return this.shape.closer;
	}

	/**
	 * How an {@code Optional} is opened and closed.
	 * @return the conversion around that of the value, {@code null} if there is none
	 */
	public @Nullable Conversion wrapping() {
		return this.shape.wrapping;
	}

	/**
	 * What a field that occurs once is when it does not occur.
	 * @return zero, an empty text or an empty {@code Optional}; {@code null} for most
	 * types
	 */
	public @Nullable Object absent() {
		return this.shape.absent;
	}

	/**
	 * What the value is read from in Java.
	 * @return a method without parameters, or a field, which reflection may use;
	 * {@code null} if the member is never written, and for parameters, results and
	 * alternatives
	 */
	public @Nullable Member getter() {
		return this.access.getter;
	}

	/**
	 * What the value is given to in Java.
	 * @return a method with one parameter, a field, or a method without parameters whose
	 * list or map is filled, each of which reflection may use; {@code null} if a creator
	 * takes the value, or nobody does
	 */
	public @Nullable Member setter() {
		return this.access.setter;
	}

	/**
	 * The type in which the value is carried between the message and the object.
	 * @return {@code int}, {@code long}, {@code boolean}, {@code float} or {@code double}
	 * for members of these types that are not optional, else {@code Object}
	 */
	public Class<?> carrier() {
		return this.access.carrier;
	}

	@Override
	public String toString() {
		return this.name + " = " + this.number;
	}

	/**
	 * How often a field occurs.
	 *
	 * @since 0.1.0
	 */
	public enum Label {

		/** Once; an absent scalar is zero or empty. */
		PLAIN,

		/** Once or not at all. */
		OPTIONAL,

		/** Any number of times, in order. */
		REPEATED,

		/** A map. */
		MAP

	}

	record Shape(Label label, ValueType value, @Nullable ValueType key, UnaryOperator<Object> opener,
			UnaryOperator<Object> closer, @Nullable Conversion wrapping, @Nullable Object absent) {

		static Shape single(Label label, ValueType value, @Nullable Conversion wrapping, @Nullable Object absent) {
			return new Shape(label, value, null, UnaryOperator.identity(), UnaryOperator.identity(), wrapping, absent);
		}

		Shape read(@Nullable Conversion wrapping, @Nullable Object absent) {
			return new Shape(this.label, this.value, this.key, this.opener, this.closer, wrapping, absent);
		}

	}

	record Access(@Nullable Member getter, @Nullable Member setter, Class<?> carrier) {
	}

}
