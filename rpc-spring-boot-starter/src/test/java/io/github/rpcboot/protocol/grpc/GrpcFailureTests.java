package io.github.rpcboot.protocol.grpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.GrpcServers;
import io.github.rpcboot.protocol.Probe;
import io.github.rpcboot.protocol.ProbeBean;
import io.github.rpcboot.protocol.TestRpc;
import io.github.rpcboot.protocol.grpc.ScriptedH2Server.Script;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.rpcboot.protocol.Timing.timed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * How a call fails when there is no connection, no answer, or none that is gRPC. What
 * proves that nothing ran is pinned to the texts of grpc-java that tell it.
 */
class GrpcFailureTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private static final String[] HEAD = { ":status", "200", "content-type", "application/grpc" };

	private static final byte[] RESULT = "\0\0\0\0\u0012{\"result\":\"Hello\"}".getBytes(StandardCharsets.US_ASCII);

	private static final int TOO_LARGE = 70_000;

	/** The stream of the first call on a connection of grpc-java. */
	private static final int FIRST = 3;

	private final TestRpc rpc = new TestRpc();

	private final ProbeBean bean = new ProbeBean();

	private final Transport transport = GrpcServers.transport(this.rpc);

	private volatile RpcFailure failure;

	@AfterEach
	void stop() {
		this.bean.release();
		this.transport.close();
	}

	private Probe probe(int port, Duration timeout) {
		return probe("grpc://127.0.0.1:" + port, timeout);
	}

	private Probe probe(String url, Duration timeout) {
		return this.rpc.client(Probe.class, this.transport, Endpoint.parse(url, "the test"), timeout, (call, next) -> {
			RpcReply reply = next.handle(call);
			this.failure = reply.failure();
			return reply;
		});
	}

	private RpcException failureOf(ThrowingCallable call) {
		RpcException thrown = catchThrowableOfType(RpcException.class, call);
		assertThat(thrown).isNotNull();
		return thrown;
	}

	private RpcException failureOf(Script script) throws IOException {
		try (ScriptedH2Server server = ScriptedH2Server.start(script)) {
			RpcException thrown = failureOf(() -> probe(server.port(), LONG).echo("x"));
			assertThat(server.requests()).isEqualTo(1);
			return thrown;
		}
	}

	private static int unusedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@Test
	void aRefusedConnectionIsKnownToHaveSentNothing() throws IOException {
		int port = unusedPort();
		RpcException thrown = failureOf(() -> probe(port, LONG).nothing());
		assertThat(thrown.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(thrown.reason())
			.isEqualTo("127.0.0.1:" + port + " does not accept connections. Is the application running there?");
		assertThat(thrown.mayHaveExecuted()).isFalse();
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.NEVER_SENT);
		assertThat(this.failure.isNotAccepted()).isFalse();
	}

	@Test
	void aRefusedConnectionIsTriedAgainByTheNextCallAtOnce() throws IOException {
		int port = unusedPort();
		for (int i = 0; i < 5; i++) {
			assertThat(timed(Duration.ofSeconds(1), () -> failureOf(() -> probe(port, LONG).nothing())))
				.isLessThan(Duration.ofSeconds(1));
		}
		Script answer = (peer, stream) -> {
			peer.headers(stream, false, HEAD);
			peer.data(stream, false, RESULT);
			peer.headers(stream, true, "grpc-status", "0");
		};
		try (ScriptedH2Server server = ScriptedH2Server.start(answer, port)) {
			assertThat(probe(port, LONG).echo("x")).isEqualTo("Hello");
		}
	}

	/** It came, so that the method has run or has not: nobody knows. */
	@Test
	void aCompressedAnswerThatIsBrokenProvesNothing() throws IOException {
		RpcException thrown = failureOf((peer, stream) -> {
			peer.headers(stream, false, ":status", "200", "content-type", "application/grpc", "grpc-encoding", "gzip");
			peer.data(stream, false, new byte[] { 1, 0, 0, 0, 11, 0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, -1 });
			peer.headers(stream, true, "grpc-status", "0");
		});
		assertThat(thrown.status()).isEqualTo(RpcStatus.INTERNAL);
		assertThat(thrown.reason()).matches("The answer of 127\\.0\\.0\\.1:\\d+ cannot be decompressed\\.");
		assertThat(thrown.mayHaveExecuted()).isTrue();
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
	}

	/**
	 * The whole answer has come before its second message is read: the call after it uses
	 * the same connection.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "gzip", "size" })
	void aStreamWithABrokenMessageIsNeverTakenForAWholeOne(String fault) throws IOException {
		byte[] line = "\0\0\0\0\20{\"result\":\"one\"}".getBytes(StandardCharsets.US_ASCII);
		byte[] broken = fault.equals("gzip")
				? new byte[] { 1, 0, 0, 0, 11, 0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, -1 }
				: ByteBuffer.allocate(5 + TOO_LARGE).putInt(1, TOO_LARGE).array();
		Script script = (peer, stream) -> {
			if (stream > FIRST) {
				peer.headers(stream, false, HEAD);
				peer.data(stream, false, RESULT);
				peer.headers(stream, true, "grpc-status", "0");
				return;
			}
			peer.headers(stream, false, ":status", "200", "content-type", "application/grpc", "grpc-encoding", "gzip");
			peer.data(stream, false, line);
			for (int from = 0; from < broken.length; from += 16_000) {
				peer.data(stream, false, Arrays.copyOfRange(broken, from, Math.min(broken.length, from + 16_000)));
			}
			peer.data(stream, false, line);
			peer.headers(stream, true, "grpc-status", "0");
		};
		try (ScriptedH2Server server = ScriptedH2Server.start(script)) {
			Endpoint endpoint = Endpoint.parse("grpc://127.0.0.1:" + server.port(), "the test");
			Lines lines = this.rpc.client(Lines.class, this.transport, endpoint, LONG,
					(call, next) -> next.handle(call));
			try (Stream<String> read = lines.lines()) {
				Iterator<String> iterator = read.iterator();
				assertThat(iterator.next()).isEqualTo("one");
				assertThat(probe(server.port(), LONG).echo("x")).isEqualTo("Hello");
				RpcException thrown = failureOf(iterator::hasNext);
				assertThat(thrown.status())
					.isEqualTo(fault.equals("gzip") ? RpcStatus.INTERNAL : RpcStatus.RESOURCE_EXHAUSTED);
			}
		}
	}

	@Test
	void anUnknownHostIsNamed() {
		RpcException thrown = failureOf(() -> probe("grpc://nobody.invalid:8081", LONG).nothing());
		assertThat(thrown.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(thrown.reason())
			.isEqualTo("The host 'nobody.invalid' is not known. Check the name in the configured URL.");
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.NEVER_SENT);
	}

	@Test
	void tlsToAPlainPortIsKnownToHaveSentNothing() {
		try (GrpcServers server = GrpcServers.start(this.rpc, this.rpc.services(this.bean, Probe.class))) {
			RpcException thrown = failureOf(() -> probe("grpcs://127.0.0.1:" + server.port(), LONG).nothing());
			assertThat(thrown.status()).isEqualTo(RpcStatus.UNAVAILABLE);
			assertThat(this.failure.failureClass()).isEqualTo(FailureClass.NEVER_SENT);
			assertThat(this.bean.calls()).isZero();
		}
	}

	@Test
	void aPeerThatAcceptsAndSaysNothingIsGivenUpInTimeForAnother() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			AtomicReference<RpcException> thrown = new AtomicReference<>();
			assertThat(timed(
					() -> thrown.set(failureOf(() -> probe(silent.getLocalPort(), Duration.ofMillis(800)).nothing()))))
				.isBetween(Duration.ofMillis(350), Duration.ofMillis(790));
			assertThat(thrown.get().status()).isEqualTo(RpcStatus.UNAVAILABLE);
			assertThat(thrown.get().reason())
				.isEqualTo("127.0.0.1:" + silent.getLocalPort() + " did not accept a connection in time.");
			assertThat(thrown.get().mayHaveExecuted()).isFalse();
			assertThat(this.failure.failureClass()).isEqualTo(FailureClass.NEVER_SENT);
			assertThat(this.failure.isNotAccepted()).isTrue();
		}
	}

	@Test
	void aRefusedStreamIsKnownToHaveRunNothing() throws IOException {
		RpcException thrown = failureOf((peer, stream) -> peer.reset(stream, 7));
		assertThat(thrown.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(thrown.reason()).matches("127\\.0\\.0\\.1:\\d+ did not take the call\\. It may be about to stop\\.");
		assertThat(thrown.mayHaveExecuted()).isFalse();
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.REFUSED);
	}

	@Test
	void aStreamAboveTheLastOneOfAGoawayIsKnownToHaveRunNothing() throws IOException {
		RpcException thrown = failureOf((peer, stream) -> peer.goAway(0, 0));
		assertThat(thrown.mayHaveExecuted()).isFalse();
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.REFUSED);
	}

	@Test
	void aGoawayWithAnErrorProvesNothing() throws IOException {
		RpcException thrown = failureOf((peer, stream) -> {
			peer.goAway(0, 2);
			peer.connection().close();
		});
		assertThat(thrown.mayHaveExecuted()).isTrue();
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
	}

	@ParameterizedTest
	@CsvSource({ "8, UNAVAILABLE", "2, INTERNAL", "1, INTERNAL" })
	void aStreamThatIsResetMayHaveExecuted(int code, RpcStatus status) throws IOException {
		RpcException thrown = failureOf((peer, stream) -> peer.reset(stream, code));
		assertThat(thrown.status()).isEqualTo(status);
		assertThat(thrown.mayHaveExecuted()).isTrue();
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
	}

	@Test
	void aConnectionThatBreaksMayHaveExecuted() throws IOException {
		RpcException thrown = failureOf((peer, stream) -> peer.connection().close());
		assertThat(thrown.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(thrown.reason())
			.matches("The connection to 127\\.0\\.0\\.1:\\d+ broke before the whole answer was there\\.");
		assertThat(thrown.mayHaveExecuted()).isTrue();
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 4, 5, 20, 22 })
	void anAnswerThatIsCutOffMayHaveExecuted(int length) throws IOException {
		RpcException thrown = failureOf((peer, stream) -> {
			peer.headers(stream, false, HEAD);
			peer.data(stream, false, Arrays.copyOf(RESULT, length));
			peer.connection().close();
		});
		assertThat(thrown.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(thrown.mayHaveExecuted()).isTrue();
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
	}

	@Test
	void aMessageWithoutAStatusIsNotTakenForAnAnswer() throws IOException {
		failureOf((peer, stream) -> {
			peer.headers(stream, false, HEAD);
			peer.data(stream, true, RESULT);
		});
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
	}

	@Test
	void aSuccessWithoutAMessageIsNotTakenForAnAnswer() throws IOException {
		RpcException thrown = failureOf((peer, stream) -> {
			peer.headers(stream, false, HEAD);
			peer.headers(stream, true, "grpc-status", "0");
		});
		assertThat(thrown.reason())
			.matches("The answer of 127\\.0\\.0\\.1:\\d+ must have one message, and has none\\.");
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
	}

	@ParameterizedTest
	@CsvSource({ "503, UNAVAILABLE, AMBIGUOUS", "500, UNKNOWN, AMBIGUOUS", "200, UNKNOWN, AMBIGUOUS",
			"404, UNIMPLEMENTED, ANSWERED", "401, UNAUTHENTICATED, ANSWERED", "403, PERMISSION_DENIED, ANSWERED" })
	void anAnswerThatIsNotGrpcIsSomebodyElses(String status, RpcStatus expected, FailureClass failureClass)
			throws IOException {
		RpcException thrown = failureOf((peer, stream) -> {
			peer.headers(stream, false, ":status", status, "content-type", "text/html");
			peer.data(stream, true, "<html>hunter2</html>".getBytes(StandardCharsets.US_ASCII));
		});
		assertThat(thrown.status()).isEqualTo(expected);
		assertThat(thrown.reason()).endsWith(" is not gRPC. Check the URL and what stands between.");
		assertThat(this.failure.failureClass()).isEqualTo(failureClass);
	}

	@Test
	void aServerOfHttp1IsNoGrpcServer() throws IOException {
		try (ServerSocket http = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			Thread server = new Thread(() -> catchThrowable(() -> {
				while (true) {
					Socket socket = http.accept();
					socket.getOutputStream()
						.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
					socket.getOutputStream().flush();
				}
			}));
			server.setDaemon(true);
			server.start();
			RpcException thrown = failureOf(() -> probe(http.getLocalPort(), LONG).nothing());
			assertThat(thrown.status()).isEqualTo(RpcStatus.UNAVAILABLE);
			assertThat(thrown.reason())
				.startsWith("No connection to 127.0.0.1:" + http.getLocalPort() + " that speaks gRPC could be made.");
			assertThat(this.failure.failureClass()).isEqualTo(FailureClass.NEVER_SENT);
		}
	}

	@Test
	void anAnsweredStatusIsTheServersWhateverItsText() throws IOException {
		failureOf((peer, stream) -> peer.headers(stream, true, ":status", "200", "content-type", "application/grpc",
				"grpc-status", "14", "grpc-message", "RST_STREAM closed stream. HTTP/2 error code: REFUSED_STREAM"));
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.ANSWERED);
		assertThat(this.failure.mayHaveExecuted()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "1500, 1500", "0, 0", "-1, -1", "soon, -1" })
	void thePushbackOfAServerIsRead(String pushback, long millis) throws IOException {
		failureOf((peer, stream) -> peer.headers(stream, true, ":status", "200", "content-type", "application/grpc",
				"grpc-status", "14", "grpc-retry-pushback-ms", pushback, "rpc-not-executed", "1"));
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.REFUSED);
		assertThat(this.failure.retryAfter()).isEqualTo(Duration.ofMillis(millis));
	}

	@Test
	void aConnectionThatHasGoneSilentIsLeftByTheNextCall() throws IOException {
		AtomicReference<Object> first = new AtomicReference<>();
		Script onlyLater = (peer, stream) -> {
			first.compareAndSet(null, peer.connection());
			if (first.get() != peer.connection()) {
				peer.headers(stream, false, HEAD);
				peer.data(stream, false, RESULT);
				peer.headers(stream, true, "grpc-status", "0");
			}
		};
		try (ScriptedH2Server server = ScriptedH2Server.start(onlyLater)) {
			RpcException thrown = failureOf(() -> probe(server.port(), Duration.ofMillis(400)).echo("x"));
			assertThat(thrown.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
			assertThat(thrown.mayHaveExecuted()).isTrue();
			assertThat(probe(server.port(), LONG).echo("x")).isEqualTo("Hello");
		}
	}

	@Test
	void aServerThatShutsDownAnswersWhatIsInFlightAndItsCallersComeBack() throws Exception {
		GrpcServers server = GrpcServers.start(this.rpc, this.rpc.services(this.bean, Probe.class));
		Probe probe = probe(server.port(), LONG);
		probe.echo("warm");
		AtomicReference<String> answer = new AtomicReference<>();
		Thread caller = new Thread(() -> answer.set(probe.hang("in flight")));
		caller.start();
		this.bean.awaitEntered();
		server.server().shutdown();
		AtomicReference<RpcException> late = new AtomicReference<>();
		await().until(() -> {
			late.set(catchThrowableOfType(RpcException.class, () -> probe.echo("late")));
			return late.get() != null;
		});
		assertThat(late.get().mayHaveExecuted()).isFalse();
		this.bean.release();
		caller.join(TimeUnit.SECONDS.toMillis(5));
		assertThat(answer).hasValue("in flight");
		await().until(() -> server.server().isTerminated());
		server.close();
	}

	@Test
	void aServerThatIsKilledLeavesAnAmbiguousCall() throws Exception {
		GrpcServers server = GrpcServers.start(this.rpc, this.rpc.services(this.bean, Probe.class));
		Probe probe = probe(server.port(), LONG);
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		Thread caller = new Thread(() -> thrown.set(catchThrowable(() -> probe.hang("x"))));
		caller.start();
		this.bean.awaitEntered();
		server.close();
		caller.join(TimeUnit.SECONDS.toMillis(5));
		assertThat(((RpcException) thrown.get()).status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(((RpcException) thrown.get()).mayHaveExecuted()).isTrue();
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
	}

	interface Lines {

		Stream<String> lines();

	}

}
