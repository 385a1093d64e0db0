package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** The connections of our own. */
class SocketEngineTests extends ClientFixture {

	private static final String OK = ScriptedServer.json("{\"result\":\"Hello\"}");

	private final AtomicLong answeredAt = new AtomicLong();

	@Test
	void theRequestIsTheSmallestThatHttpAllows() {
		serve(ScriptedServer.answering(OK));
		probe().echo("x");

		ScriptedServer.Request request = server().requests().get(0);
		assertThat(request.line()).isEqualTo("POST /rpc/Probe/echo HTTP/1.1");
		assertThat(request.headers()).filteredOn((line) -> !line.startsWith("Connect-Timeout-Ms"))
			.containsExactlyInAnyOrder("host: 127.0.0.1:" + server().port(), "content-type: application/json",
					"Connect-Protocol-Version: 1", "Rpc-Attempt: 1", "user-agent: rpc-spring-boot-starter",
					"content-length: " + request.body().length);
	}

	@Test
	void aRequestThatIsLargerThanTheBufferArrivesWhole() {
		serve(ScriptedServer.answering(OK));
		String large = "x".repeat(60_000);
		probe().echo(large);

		assertThat(server().requests().get(0).text()).isEqualTo("{\"text\":\"" + large + "\"}");
	}

	@Test
	void aConnectionThatTheServerClosedIsNoticedAtOnce() {
		serve(ScriptedServer.answeringAndClosing(OK));
		for (int i = 1; i <= 20; i++) {
			assertThat(probe().echo("x")).isEqualTo("Hello");
			await().until(() -> server().openConnections() == 0);
			await().pollDelay(Duration.ofMillis(15)).until(() -> true);
		}
		assertThat(server().connections()).isEqualTo(20);
	}

	@Test
	void bytesThatComeUnaskedEndTheConnection() throws InterruptedException {
		Semaphore unasked = new Semaphore(0);
		serve(ScriptedServer.start((exchange) -> {
			exchange.write(OK);
			exchange.write(ScriptedServer.json("{\"result\":\"evil\"}"));
			unasked.release();
		}));
		for (int i = 0; i < 5; i++) {
			assertThat(probe().echo("x")).isEqualTo("Hello");
			assertThat(unasked.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
			await().pollDelay(Duration.ofMillis(15)).until(() -> true);
		}
		assertThat(server().connections()).isEqualTo(5);
	}

	/** One that closes after a second may do so while a request is on its way. */
	@ParameterizedTest
	@ValueSource(strings = { "timeout=1", "max=7, Timeout=0" })
	void aServerThatKeepsConnectionsForAMomentGetsNewOnes(String keepAlive) {
		serve(ScriptedServer.answering(OK.replace("\r\n\r\n", "\r\nKeep-Alive: " + keepAlive + "\r\n\r\n")));
		probe().echo("x");
		probe().echo("x");

		assertThat(server().connections()).isEqualTo(2);
	}

	@Test
	void aConnectionIsKeptForASecondLessThanTheServerSays() {
		serveAndNote(OK.replace("\r\n\r\n", "\r\nKeep-Alive: timeout=3\r\n\r\n"));
		probe().echo("x");
		probe().echo("x");
		assertThat(server().connections()).isEqualTo(1);

		assertThat(timeFromAnswerToEnd()).isBetween(Duration.ofMillis(1800), Duration.ofMillis(3800));
	}

	private void serveAndNote(String answer) {
		serve(ScriptedServer.start((exchange) -> {
			this.answeredAt.set(System.nanoTime());
			exchange.write(answer);
		}));
	}

	/** As the server sees it, for which the test need not be on time. */
	private Duration timeFromAnswerToEnd() {
		await().until(() -> server().openConnections() == 0);
		return Duration.ofNanos(server().endedAt() - this.answeredAt.get());
	}

	@Test
	void aHeaderThatHttpDoesNotKnowDoesNotLeave() {
		serve(ScriptedServer.answering(OK));
		HttpEngine engine = new SocketEngine(() -> (SSLSocketFactory) SSLSocketFactory.getDefault(),
				new SSLParameters());
		HttpEngine.Request request = new HttpEngine.Request(URI.create(server().url() + "/"), null,
				List.of("x-name", "a secret\r\nx-other: 1"), new byte[0], 100, false);

		assertThatExceptionOfType(HttpEngine.Failed.class)
			.isThrownBy(() -> engine.send(request, deadline(LONG), new Cancellation()))
			.satisfies((failed) -> assertThat(failed.failure().mayHaveExecuted()).isFalse())
			.withMessageNotContaining("secret");
		assertThat(server().requests()).isEmpty();
		engine.close();
	}

	@Test
	void idleConnectionsAreClosedAfterFourSeconds() {
		serveAndNote(OK);
		probe().echo("x");

		assertThat(timeFromAnswerToEnd()).isBetween(Duration.ofMillis(3800), Duration.ofMillis(6800));
		assertThat(this.transport.connections().idle()).isZero();
	}

	@Test
	void theConnectionsAreCounted() throws Exception {
		CountDownLatch go = new CountDownLatch(1);
		serve(ScriptedServer.start((exchange) -> {
			go.await(10, TimeUnit.SECONDS);
			exchange.write(OK);
		}));
		CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> probe().echo("x"));
		await().until(() -> this.transport.connections().leased() == 1);
		go.countDown();
		answer.get(10, TimeUnit.SECONDS);

		assertThat(this.transport.connections().leased()).isZero();
		assertThat(this.transport.connections().idle()).isEqualTo(1);
		server().close();
		failureOf(() -> probe().echo("x"));
		assertThat(this.transport.connections().leased()).isZero();
	}

	/** The interruption closes the channel; nobody has to look after the thread. */
	@Test
	void anInterruptedCallerComesBackAtOnce() throws Exception {
		CountDownLatch arrived = new CountDownLatch(1);
		serve(ScriptedServer.start((exchange) -> {
			arrived.countDown();
			exchange.awaitEnd();
		}));
		CompletableFuture<RpcException> failure = new CompletableFuture<>();
		Thread caller = new Thread(() -> failure.complete(failureOf(() -> probe().echo("x"))));
		caller.start();
		assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
		caller.interrupt();

		assertThat(failure.get(5, TimeUnit.SECONDS).status()).isEqualTo(RpcStatus.CANCELED);
		await().until(() -> server().openConnections() == 0);
	}

	/** A server that refuses a request need not read it. */
	@Test
	void aRefusalThatComesBeforeTheRequestWasReadIsUnderstood() throws Exception {
		String refusal = ScriptedServer
			.response("503 Busy", "application/json", "{\"code\":\"unavailable\",\"message\":\"busy\"}")
			.replace("\r\n\r\n", "\r\nRpc-Not-Executed: 1\r\nConnection: close\r\n\r\n");
		try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
			CompletableFuture.runAsync(() -> refuse(server, refusal));
			RpcException failure = failureOf(
					() -> probe("http://127.0.0.1:" + server.getLocalPort(), LONG).echo("x".repeat(1000)));
			assertThat(failure.mayHaveExecuted()).isFalse();
			assertThat(failure.reason()).isEqualTo("busy");
		}
	}

	private static void refuse(ServerSocket server, String refusal) {
		try (Socket socket = server.accept()) {
			socket.getOutputStream().write(refusal.getBytes(StandardCharsets.UTF_8));
			socket.shutdownOutput();
			socket.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void aServerThatIsNoneIsNamed() {
		serve(ScriptedServer.start((exchange) -> exchange.write("SSH-2.0-OpenSSH_9.6\r\n")));
		RpcException failure = failureOf(() -> probe().echo("x"));

		assertThat(failure.reason()).isEqualTo("The answer of 127.0.0.1:" + server().port()
				+ " is not HTTP/1.1: it does not begin with a status line of HTTP/1.1. Is the URL right?");
		assertThat(failure.mayHaveExecuted()).isTrue();
	}

}
