package io.github.rpcboot.contract;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;

import io.github.rpcboot.Idempotency;
import org.jspecify.annotations.Nullable;

/**
 * One method of a contract: its wire name, and how its parameters and its result become
 * messages. Immutable; compared by identity.
 *
 * @since 0.1.0
 */
public final class MethodContract {

	private final String service;

	private final String name;

	private final List<Method> javaMethods;

	private final Idempotency idempotency;

	private final Parameters parameters;

	private final Result result;

	private final List<ExceptionContract> exceptions;

	private final @Nullable RestMapping restMapping;

	private final boolean streams;

	private @Nullable ServiceContract contract;

	MethodContract(String service, String name, List<Method> javaMethods, Idempotency idempotency,
			Parameters parameters, Result result, List<ExceptionContract> exceptions) {
		this(service, name, javaMethods, idempotency, parameters, result, exceptions, null);
	}

	MethodContract(String service, String name, List<Method> javaMethods, Idempotency idempotency,
			Parameters parameters, Result result, List<ExceptionContract> exceptions,
			@Nullable RestMapping restMapping) {
		this.service = service;
		this.name = name;
		this.javaMethods = List.copyOf(javaMethods);
		this.idempotency = idempotency;
		this.parameters = parameters;
		this.result = result;
		this.exceptions = List.copyOf(exceptions);
		this.restMapping = restMapping;
		this.streams = parameters.stream != null || result.stream != null;
	}

	private MethodContract(String service, String name) {
		this(service, name, List.of(), Idempotency.UNKNOWN, new Parameters(List.of(), List.of(), false, false, null),
				new Result(void.class, false, false, false, null), List.of());
	}

	/**
	 * Stands for a method that does not exist, so that refusing it takes the way of every
	 * call.
	 * @param service the service as it was asked for
	 * @param name the method as it was asked for
	 * @return a method for which {@link #isKnown()} is {@code false}
	 */
	public static MethodContract unknown(String service, String name) {
		return new MethodContract(service, name);
	}

	/**
	 * Whether a contract declares this method.
	 * @return {@code false} for a stand-in made by {@link #unknown}
	 */
	public boolean isKnown() {
		return !this.javaMethods.isEmpty();
	}

	/** Said by the contract when it is made, before anybody else knows it. */
	void belongsTo(ServiceContract contract) {
		this.contract = contract;
	}

	/**
	 * The contract that has this method, perhaps inherited from another interface.
	 * @return the contract
	 * @throws IllegalStateException if the method is not {@linkplain #isKnown() known}
	 */
	public ServiceContract contract() {
		ServiceContract contract = this.contract;
		if (contract == null) {
			throw new IllegalStateException("No contract has the method " + this);
		}
		return contract;
	}

	/**
	 * The wire name of the service.
	 * @return the name
	 */
	public String service() {
		return this.service;
	}

	/**
	 * The wire name of the method.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The Java method, in the most derived interface that declares it.
	 * @return the method
	 */
	public Method javaMethod() {
		return this.javaMethods.get(0);
	}

	/**
	 * Every Java method that means this one: the method itself first, then the methods of
	 * parent interfaces that it overrides, and bridges.
	 * @return an immutable list
	 */
	public List<Method> javaMethods() {
		return this.javaMethods;
	}

	/**
	 * What a repeated call does.
	 * @return the declared idempotency
	 */
	public Idempotency idempotency() {
		return this.idempotency;
	}

	/**
	 * The number of parameters.
	 * @return 0 to 64
	 */
	public int parameterCount() {
		return this.parameters.types.size();
	}

	/**
	 * The resolved types of the parameters; of a stream, the type of its elements.
	 * @return an immutable list
	 */
	public List<Type> parameterTypes() {
		return this.parameters.types;
	}

	/**
	 * The names of the parameters, which are the members of the request message.
	 * @return an immutable list, empty where the only parameter is the message itself
	 */
	public List<String> parameterNames() {
		return this.parameters.names;
	}

	/**
	 * Whether the only parameter is the request message itself.
	 * @return {@code false} if the parameters are members of the message
	 */
	public boolean isParameterTheMessage() {
		return this.parameters.message;
	}

	/**
	 * What carries the many request messages of a call. Then the
	 * {@linkplain #parameterTypes() type} of the only parameter is that of an element,
	 * and each message is the one that a call with this element alone would send.
	 * @return the declared type, {@code null} if a call has one request message
	 */
	public @Nullable StreamType requestStream() {
		return this.parameters.stream;
	}

	/**
	 * What carries the many response messages of a call. Then the
	 * {@linkplain #resultType() type} of the result is that of an element, and each
	 * message is the one that answers a call with this result alone.
	 * @return the declared type, {@code null} if a call has one response message
	 */
	public @Nullable StreamType responseStream() {
		return this.result.stream;
	}

	/**
	 * Whether a call has many messages, in either direction.
	 * @return whether there is a {@link #requestStream()} or a {@link #responseStream()}
	 */
	public boolean hasStreams() {
		return this.streams;
	}

	/**
	 * The resolved type of the result; of a future, the type of its value; of a stream,
	 * the type of its elements.
	 * @return the type, {@code void.class} if there is no result
	 */
	public Type resultType() {
		return this.result.type;
	}

	/**
	 * Whether there is a result at all.
	 * @return {@code false} for {@code void} and {@code CompletableFuture<Void>}
	 */
	public boolean hasResult() {
		return this.result.type != void.class;
	}

	/**
	 * Whether the result is the response message itself.
	 * @return {@code false} if it is the member {@code result} of the message
	 */
	public boolean isResultTheMessage() {
		return this.result.message;
	}

	/**
	 * Whether the parameter, the result or both are messages that protoc has generated.
	 * Then the other one is such a message too, or is not there.
	 * @return {@code true} if the messages are defined by a {@code .proto} file and not
	 * by Java types
	 */
	public boolean hasGeneratedMessages() {
		return this.parameters.generated || this.result.generated;
	}

	/**
	 * Whether the Java method returns a {@code CompletableFuture} or
	 * {@code CompletionStage}.
	 * @return whether it is asynchronous
	 */
	public boolean isAsync() {
		return this.result.async;
	}

	/**
	 * The exceptions that the method declares and that travel as themselves.
	 * @return an immutable list
	 */
	public List<ExceptionContract> exceptions() {
		return this.exceptions;
	}

	/**
	 * Finds the nearest declared type of a thrown exception.
	 * @param thrown what the method threw
	 * @return its contract, or {@code null} if it is not declared
	 */
	public @Nullable ExceptionContract exceptionOf(Throwable thrown) {
		for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
			for (ExceptionContract exception : this.exceptions) {
				if (exception.type() == type) {
					return exception;
				}
			}
		}
		return null;
	}

	/**
	 * Finds a declared exception by its wire name.
	 * @param exceptionName the name as it arrived
	 * @return its contract, or {@code null} if none has that name
	 */
	public @Nullable ExceptionContract exceptionNamed(String exceptionName) {
		for (ExceptionContract exception : this.exceptions) {
			if (exception.name().equals(exceptionName)) {
				return exception;
			}
		}
		return null;
	}

	/**
	 * How Spring's annotations map the contract to HTTP. Where they do, parameters and
	 * result have no form of ours: their types and names are not told here.
	 * @return the mapping, {@code null} for a contract of plain methods
	 */
	public @Nullable RestMapping restMapping() {
		return this.restMapping;
	}

	/**
	 * {@return the service and the method, for example {@code Hello/sayHello}}
	 */
	@Override
	public String toString() {
		return this.service + "/" + this.name;
	}

	record Parameters(List<Type> types, List<String> names, boolean message, boolean generated,
			@Nullable StreamType stream) {

		Parameters {
			types = List.copyOf(types);
			names = List.copyOf(names);
		}

	}

	record Result(Type type, boolean message, boolean generated, boolean async, @Nullable StreamType stream) {
	}

}
