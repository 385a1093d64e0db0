package io.github.rpcboot.autoconfigure.peers;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.GrpcApplication;
import io.github.rpcboot.autoconfigure.RunningApplication;
import io.github.rpcboot.call.ConsumerInterceptor;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Programs of another language, which know {@code hello.proto} and nothing of us: their
 * client calls our provider, and our consumer calls their server.
 */
abstract class AbstractForeignPeerTests {

	private final ForeignPeer peer;

	AbstractForeignPeerTests(ForeignPeer peer) {
		this.peer = peer;
	}

	@BeforeEach
	void requirePeer() throws Exception {
		String missing = this.peer.missing();
		Assumptions.assumeTrue(missing == null, () -> missing + " src/test/peers/install.sh installs it.");
		this.peer.generate(ForeignProcess.PROGRAMS.resolve("hello.proto"));
	}

	@Test
	void itsClientCallsOurProviderWhoseParameterIsAString() throws Exception {
		callsOurProvider(PlainProvider.class);
	}

	@Test
	void itsClientCallsOurProviderWhoseParameterIsARecord() throws Exception {
		callsOurProvider(RecordProvider.class);
	}

	private void callsOurProvider(Class<?> application) throws IOException, InterruptedException {
		try (RunningApplication provider = GrpcApplication.start(application);
				ForeignProcess client = ForeignProcess.start(this.peer.client(GrpcApplication.port(provider)))) {
			assertThat(client.output()).startsWith("OK Hello, Ada", "OK Hello, Zoë ☃", "OK Hello, ")
				.anyMatch(AbstractForeignPeerTests::isLate)
				.contains("FAILED_PRECONDITION The greeter is broken");
		}
	}

	/**
	 * Both sides keep the deadline. Where the timer of grpc-java's server is first, a
	 * caller sees the stream canceled.
	 */
	private static boolean isLate(String line) {
		return line.startsWith("DEADLINE_EXCEEDED") || line.startsWith("CANCELLED");
	}

	@Test
	void ourConsumerCallsItsServer() throws Exception {
		try (ForeignProcess server = ForeignProcess.start(this.peer.server());
				RunningApplication consumer = consumer(server)) {
			Hello hello = consumer.bean(Consumer.class).hello;
			assertThat(hello.sayHello("Ada")).isEqualTo("Hello, Ada");
			assertThat(hello.sayHello("Zoë ☃")).isEqualTo("Hello, Zoë ☃");
			assertThat(hello.sayHello("")).isEqualTo("Hello, ");
		}
	}

	@Test
	void anErrorOfItsServerArrivesWithCodeAndMessage() throws Exception {
		try (ForeignProcess server = ForeignProcess.start(this.peer.server());
				RunningApplication consumer = consumer(server)) {
			RpcException failure = catchThrowableOfType(RpcException.class,
					() -> consumer.bean(Consumer.class).hello.sayHello("broken"));
			assertThat(failure.status()).isEqualTo(RpcStatus.FAILED_PRECONDITION);
			assertThat(failure.reason()).contains("is broken");
		}
	}

	@Test
	void ourDeadlineFreesTheCallerOfItsSlowServer() throws Exception {
		try (ForeignProcess server = ForeignProcess.start(this.peer.server());
				RunningApplication consumer = consumer(server, "rpc.consumer.timeout=300ms")) {
			Hello hello = consumer.bean(Consumer.class).hello;
			RpcException failure = catchThrowableOfType(RpcException.class, () -> hello.sayHello("slow"));
			assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		}
	}

	@Test
	void metadataOfTheCallReachesItsServer() throws Exception {
		try (ForeignProcess server = ForeignProcess.start(this.peer.server());
				RunningApplication consumer = consumer(server)) {
			assertThat(consumer.bean(Consumer.class).hello.sayHello("metadata")).isEqualTo("acme");
		}
	}

	private static RunningApplication consumer(ForeignProcess server, String... properties) throws IOException {
		String[] all = Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "rpc.endpoints.hello=grpc://127.0.0.1:" + server.port();
		return GrpcApplication.client(Consumer.class, all);
	}

	/** The contract, as Java has it. */
	interface Hello {

		String sayHello(String name);

	}

	private static String greet(String name) {
		return switch (name) {
			case "broken" -> throw new RpcException(RpcStatus.FAILED_PRECONDITION, "The greeter is broken");
			case "slow" -> late();
			default -> "Hello, " + name;
		};
	}

	private static String late() {
		try {
			new CountDownLatch(1).await(2, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return "late";
	}

	/** A parameter by its name. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class PlainProvider {

		@Bean
		PlainHello plainHello() {
			return new PlainHello();
		}

	}

	@RemoteService
	static class PlainHello implements Hello {

		/** What is empty does not travel, and is null where nothing says otherwise. */
		@Override
		public String sayHello(String name) {
			return greet((name != null) ? name : "");
		}

	}

	/** The same messages as records. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(RecordHello.class)
	static class RecordProvider {

	}

	/** The contract with records. */
	@RemoteContract("Hello")
	interface Messages {

		HelloReply sayHello(HelloRequest request);

	}

	record HelloRequest(String name) {
	}

	record HelloReply(String message) {
	}

	@RemoteService
	static class RecordHello implements Messages {

		@Override
		public HelloReply sayHello(HelloRequest request) {
			return new HelloReply(greet((request.name() != null) ? request.name() : ""));
		}

	}

	/** An application that calls. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Consumer {

		@RemoteReference("hello")
		private Hello hello;

		@Bean
		static ConsumerInterceptor tenant() {
			return (call, next) -> next.handle(call.withHeader("x-tenant", "acme"));
		}

	}

}
