package io.github.rpcboot.contract;

import java.lang.reflect.Constructor;
import java.lang.reflect.Type;
import java.util.List;

import io.github.rpcboot.RpcStatus;
import org.jspecify.annotations.Nullable;

/**
 * An exception that a contract declares in a {@code throws} clause: its wire name, its
 * status, and the constructor whose parameters are its fields. Immutable.
 *
 * @since 0.1.0
 */
public final class ExceptionContract {

	private final String name;

	private final Class<? extends Throwable> type;

	private final RpcStatus status;

	private final List<Field> fields;

	private final Constructor<? extends Throwable> constructor;

	ExceptionContract(String name, RpcStatus status, List<Field> fields, Constructor<? extends Throwable> constructor) {
		this.name = name;
		this.type = constructor.getDeclaringClass();
		this.status = status;
		this.fields = List.copyOf(fields);
		this.constructor = constructor;
	}

	/**
	 * The wire name.
	 * @return the simple name of the type, or what its {@code @RemoteContract} says
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The declared type.
	 * @return the Java type
	 */
	public Class<? extends Throwable> type() {
		return this.type;
	}

	/**
	 * The status that goes with it.
	 * @return {@link RpcStatus#FAILED_PRECONDITION} unless the type says otherwise
	 */
	public RpcStatus status() {
		return this.status;
	}

	/**
	 * The fields that travel, in the order of the constructor's parameters.
	 * @return an immutable list
	 */
	public List<Field> fields() {
		return this.fields;
	}

	/**
	 * Makes the exception again on the caller's side.
	 * @param values a value per field, in order
	 * @return a new exception
	 * @throws ReflectiveOperationException if the constructor fails
	 */
	public Throwable create(Object[] values) throws ReflectiveOperationException {
		return this.constructor.newInstance(values);
	}

	/**
	 * A field of a declared exception.
	 *
	 * @param name the member's name on the wire
	 * @param type the resolved type
	 * @param reader reads the value from an exception
	 * @since 0.1.0
	 */
	public record Field(String name, Type type, Reader reader) {
	}

	/**
	 * Reads the value of a field.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface Reader {

		/**
		 * Reads the value.
		 * @param exception the thrown exception
		 * @return the value, which may be {@code null}
		 * @throws ReflectiveOperationException if the accessor fails
		 */
		@Nullable Object read(Throwable exception) throws ReflectiveOperationException;

	}

}
