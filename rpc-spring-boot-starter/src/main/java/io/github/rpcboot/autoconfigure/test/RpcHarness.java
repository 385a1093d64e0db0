package io.github.rpcboot.autoconfigure.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.consumer.RemoteReferences;
import org.jspecify.annotations.Nullable;

import org.springframework.context.support.GenericApplicationContext;

/**
 * Gives references in a test without Spring's test context. What answers them is chosen
 * by the method that makes the harness; contracts, encoding, deadlines, errors and
 * messages are those of an application, because a small one is started at the first
 * {@link #reference(Class)}. <pre>
 * try (RpcHarness rpc = RpcHarness.inProcess(Hello.class, new HelloBean())) {
 *     assertThat(rpc.reference(Hello.class).sayHello("Ada")).isEqualTo("Hello, Ada");
 * }
 * </pre> The files {@code application.yml} and {@code application.properties} are not
 * read. To be used by one thread until it has started; references are safe for many.
 *
 * @since 0.1.0
 */
public final class RpcHarness implements AutoCloseable {

	static final String APPLICATION = "provider";

	private final Kind kind;

	private final Map<Class<?>, Object> services = new LinkedHashMap<>();

	private final Map<String, Object> properties = new LinkedHashMap<>();

	private final Answers answers;

	private @Nullable GenericApplicationContext context;

	private RpcHarness(Kind kind, Answers answers) {
		this.kind = kind;
		this.answers = answers;
	}

	/**
	 * Answers through encoded bytes, without a socket.
	 * @param contract the contract interface
	 * @param service what provides it
	 * @param <T> the contract
	 * @return a harness, to be closed
	 */
	public static <T> RpcHarness inProcess(Class<T> contract, T service) {
		return new RpcHarness(Kind.SERVICE, new Answers(List.of(APPLICATION), List.of(), List.of())).and(contract,
				service);
	}

	/**
	 * Answers over HTTP, by a web server at a random port of this machine.
	 * @param contract the contract interface
	 * @param service what provides it
	 * @param <T> the contract
	 * @return a harness, to be closed
	 */
	public static <T> RpcHarness overHttp(Class<T> contract, T service) {
		return new RpcHarness(Kind.SERVER, new Answers(List.of(), List.of(APPLICATION), List.of())).and(contract,
				service);
	}

	/**
	 * Answers by a fake, as {@link RpcFake} says; also for contracts mapped to REST.
	 * @param contract the contract interface
	 * @param fake what answers
	 * @param <T> the contract
	 * @return a harness, to be closed
	 */
	public static <T> RpcHarness faking(Class<T> contract, T fake) {
		return new RpcHarness(Kind.FAKE, new Answers(List.of(), List.of(), List.of())).and(contract, fake);
	}

	/**
	 * Answers by a recording, as {@link RpcRecording} says. {@link #close()} fails the
	 * test if something was asked for that is not recorded.
	 * @param file the file, as a path below {@code src/test/resources} or an absolute one
	 * @return a harness, to be closed; {@code -Drpc.record.provider=<URL>} lets it record
	 */
	public static RpcHarness replaying(String file) {
		Answers.Recording recording = new Answers.Recording(APPLICATION, file, false);
		return new RpcHarness(Kind.RECORDING, new Answers(List.of(), List.of(), List.of(recording)));
	}

	/**
	 * Adds another contract, answered in the same way.
	 * @param contract the contract interface
	 * @param service what provides it
	 * @param <T> the contract
	 * @return this harness
	 * @throws IllegalStateException if it has started, or replays a recording
	 */
	public <T> RpcHarness and(Class<T> contract, T service) {
		requireNotStarted("and");
		if (this.kind == Kind.RECORDING) {
			throw new IllegalStateException("A recording answers, so " + contract.getSimpleName()
					+ " needs no object. Call reference(" + contract.getSimpleName() + ".class).");
		}
		this.services.put(contract, Objects.requireNonNull(service, "service"));
		return this;
	}

	/**
	 * Sets a property of the environment.
	 * @param key the key, such as {@code rpc.consumer.timeout}; the application's name
	 * below {@code rpc.consumer.targets} is {@code provider}
	 * @param value the value
	 * @return this harness
	 * @throws IllegalStateException if it has started
	 */
	public RpcHarness with(String key, String value) {
		requireNotStarted("with");
		this.properties.put(key, value);
		return this;
	}

	/**
	 * The client of a contract, as {@code @RemoteReference} injects it.
	 * @param contract the contract interface
	 * @param <T> the contract
	 * @return a client
	 * @throws RpcConfigurationException if a contract, an object or a property is wrong
	 */
	public <T> T reference(Class<T> contract) {
		if (this.kind != Kind.RECORDING && !this.services.containsKey(contract)) {
			throw new RpcConfigurationException("Nothing answers " + contract.getName() + " in this harness.",
					"Add and(" + contract.getSimpleName() + ".class, …).");
		}
		return started().getBean(RemoteReferences.class).get(contract, APPLICATION);
	}

	private synchronized GenericApplicationContext started() {
		if (this.context == null) {
			this.context = HarnessContext.start(this.kind, this.services, this.properties, this.answers);
		}
		return this.context;
	}

	/**
	 * Checks that every exchange of the recording was asked for.
	 * @throws AssertionError if one was not; the message lists them
	 */
	public void assertAllUsed() {
		Replays replays = Replays.in(started());
		if (replays != null) {
			replays.requireAllUsed(true);
		}
	}

	private void requireNotStarted(String method) {
		if (this.context != null) {
			throw new IllegalStateException(
					"The harness has started. Call " + method + " before the first reference(…).");
		}
	}

	/**
	 * Ends the small application.
	 * @throws AssertionError if something was asked for that is not recorded
	 */
	@Override
	public void close() {
		if (this.context == null) {
			return;
		}
		Replays replays = Replays.in(this.context);
		List<String> problems = (replays != null) ? replays.takeProblems() : List.of();
		this.context.close();
		if (!problems.isEmpty()) {
			throw new AssertionError(String.join(System.lineSeparator(), problems));
		}
	}

	/** What answers. */
	enum Kind {

		/** A service of the same context. */
		SERVICE,

		/** A service behind a web server. */
		SERVER,

		/** A fake. */
		FAKE,

		/** A file. */
		RECORDING

	}

}
