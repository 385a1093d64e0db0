package io.github.rpcboot.contract.schema;

import java.lang.reflect.Executable;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A message of the schema: an object of a Java class, or the parameters or the result of
 * a method, which Java holds in an {@code Object[]}.
 *
 * @since 0.1.0
 */
public final class MessageType {

	private final String name;

	private final Class<?> javaType;

	private final boolean oneOf;

	private final @Nullable String file;

	private final List<String> services;

	private List<FieldType> fields = List.of();

	private List<Reserved> reserved = List.of();

	private @Nullable Creator creator;

	MessageType(String name, Class<?> javaType, boolean oneOf) {
		this(name, javaType, oneOf, null, List.of());
	}

	private MessageType(String name, Class<?> javaType, boolean oneOf, @Nullable String file, List<String> services) {
		this.name = name;
		this.javaType = javaType;
		this.oneOf = oneOf;
		this.file = file;
		this.services = services;
	}

	/** A message that another file defines. */
	static MessageType generated(String name, Class<?> javaType, String file, List<String> services) {
		return new MessageType(name, javaType, false, file, List.copyOf(services));
	}

	/** The full names of what else that file defines. */
	List<String> services() {
		return this.services;
	}

	/** Set after the message is known by name, because messages may hold themselves. */
	void complete(List<FieldType> fields, List<Reserved> reserved, @Nullable Creator creator) {
		this.fields = List.copyOf(fields);
		this.reserved = List.copyOf(reserved);
		this.creator = creator;
	}

	/**
	 * The simple name, or the full one of a message of another file.
	 * @return the name within the package of the contract, or behind a dot the full name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The Java type of its objects.
	 * @return the raw type; {@code Object[].class} for parameters and results
	 */
	public Class<?> javaType() {
		return this.javaType;
	}

	/**
	 * The {@code .proto} file that the class of this message was generated from. Then
	 * that file knows its fields.
	 * @return the name of the file, {@code null} for a message that is made of Java types
	 */
	public @Nullable String file() {
		return this.file;
	}

	/**
	 * Whether the objects are an {@code Object[]} with one value for each field.
	 * @return whether the message is made of parameters or a result
	 */
	public boolean isArguments() {
		return this.javaType == Object[].class;
	}

	/**
	 * Whether exactly one of the fields is there, and is the object itself: a sealed
	 * type.
	 * @return whether the fields are alternatives
	 */
	public boolean isOneOf() {
		return this.oneOf;
	}

	/**
	 * The fields, as Java declares them.
	 * @return an immutable list
	 */
	public List<FieldType> fields() {
		return this.fields;
	}

	/**
	 * Numbers and names of fields that are gone.
	 * @return an immutable list
	 */
	public List<Reserved> reserved() {
		return this.reserved;
	}

	/**
	 * How an object is made.
	 * @return the creator, {@code null} if objects are never made by Jackson either, and
	 * for parameters and sealed types
	 */
	public @Nullable Creator creator() {
		return this.creator;
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * Makes objects of a message.
	 *
	 * @param executable a constructor or static factory method that reflection may use
	 * @param fields the fields that its parameters take, {@code null} for a parameter
	 * that gets zero or {@code null}
	 * @since 0.1.0
	 */
	public record Creator(Executable executable, List<@Nullable FieldType> fields) {
	}

}
