package io.github.rpcboot.protocol.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.protocol.HttpClients;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.rpcboot.protocol.Timing.timed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How the client fails when there is no connection, or no whole answer.
 */
class ClientFailureTests extends ClientFixture {

	private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
			+ "Content-Length: 18\r\n\r\n{\"result\":\"Hello\"}";

	@Test
	void aRefusedConnectionIsKnownToHaveSentNothing() throws IOException {
		int port = unusedPort();
		AtomicReference<RpcException> thrown = new AtomicReference<>();
		assertThat(timed(Duration.ofMillis(600),
				() -> thrown.set(failureOf(() -> probe("http://127.0.0.1:" + port, LONG).nothing()))))
			.isLessThan(Duration.ofMillis(600));
		assertThat(thrown.get().status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(thrown.get().reason())
			.isEqualTo("127.0.0.1:" + port + " does not accept connections. Is the application running there?");
		assertThat(this.failure.isNotAccepted()).isFalse();
		assertThat(thrown.get().mayHaveExecuted()).isFalse();
		assertThat(thrown.get().instance()).isEqualTo("http://127.0.0.1:" + port);
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.NEVER_SENT);
	}

	@Test
	void aConnectionThatNobodyAcceptsIsGivenUpAfterHalfASecond() throws IOException {
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				FilledBacklog backlog = new FilledBacklog(full)) {
			AtomicReference<RpcException> thrown = new AtomicReference<>();
			assertThat(timed(Duration.ofMillis(800),
					() -> thrown.set(failureOf(() -> probe(backlog.url(), LONG).nothing()))))
				.isBetween(Duration.ofMillis(450), Duration.ofMillis(800));
			assertThat(thrown.get().reason())
				.isEqualTo("127.0.0.1:" + full.getLocalPort() + " did not accept a connection in time.");
			assertThat(this.failure.failureClass()).isEqualTo(FailureClass.NEVER_SENT);
			assertThat(this.failure.isNotAccepted()).isTrue();
		}
	}

	@Test
	void halfOfAShortDeadlineIsLeftForAnotherInstance() throws IOException {
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				FilledBacklog backlog = new FilledBacklog(full)) {
			AtomicReference<RpcException> thrown = new AtomicReference<>();
			assertThat(timed(SHORT, () -> thrown.set(failureOf(() -> probe(backlog.url(), SHORT).nothing()))))
				.isLessThan(SHORT);
			assertThat(thrown.get().status()).isEqualTo(RpcStatus.UNAVAILABLE);
			assertThat(this.failure.failureClass()).isEqualTo(FailureClass.NEVER_SENT);
			assertThat(thrown.get().mayHaveExecuted()).isFalse();
		}
	}

	@Test
	void anUnknownHostIsNamed() {
		this.transport.close();
		this.transport = HttpTransport.over(
				HttpClients.create(8, (manager) -> manager.setDnsResolver(new NobodyIsKnown())), this.rpc.codec(),
				this.rpc.errors(), new HttpTransport.Settings("/rpc", false, 1024));
		RpcException thrown = failureOf(() -> probe("http://nobody.invalid:8081", LONG).nothing());
		assertThat(thrown.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(thrown.reason())
			.isEqualTo("The host 'nobody.invalid' is not known. Check the name in the configured URL.");
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.NEVER_SENT);
	}

	@Test
	void tlsToAPlainPortSaysSo() {
		serve(ScriptedServer.greeting("HTTP/1.1 400 Bad Request\r\n\r\n"));
		RpcException thrown = failureOf(() -> probe(server().url().replace("http:", "https:"), LONG).nothing());
		assertThat(thrown.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(thrown.reason())
			.isEqualTo("127.0.0.1:" + server().port() + " does not speak TLS as expected. Is it plain HTTP?");
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.NEVER_SENT);
	}

	@Test
	void aTlsHandshakeThatHangsIsGivenUpLikeAConnection() {
		serve(ScriptedServer.answering(""));
		AtomicReference<RpcException> thrown = new AtomicReference<>();
		String https = server().url().replace("http:", "https:");
		assertThat(timed(() -> thrown.set(failureOf(() -> probe(https, LONG).nothing())))).isLessThan(LONG);
		assertThat(thrown.get().status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(thrown.get().mayHaveExecuted()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 9, 68, 69, 77, 85 })
	void anAnswerCutOffAfterAnyByteIsUnavailableAndMayHaveExecuted(int length) {
		serve(ScriptedServer.answeringAndClosing(ANSWER.substring(0, length)));
		RpcException thrown = failureOf(() -> probe().echo("x"));
		assertThat(thrown.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(thrown.reason())
			.isEqualTo("The connection to 127.0.0.1:" + server().port() + " broke before the whole answer was there.");
		assertThat(thrown.mayHaveExecuted()).isTrue();
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
		assertThat(server().requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 17, 20, 40, 49, 60, 66, 67 })
	void anAnswerCutOffInItsHeadIsNeverTakenForAWholeOne(int length) {
		serve(ScriptedServer.answeringAndClosing(ANSWER.substring(0, length)));
		RpcException thrown = failureOf(() -> probe().nothing());
		assertThat(thrown.status()).isIn(RpcStatus.UNAVAILABLE, RpcStatus.INTERNAL);
		assertThat(thrown.mayHaveExecuted()).isTrue();
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
	}

	@Test
	void theWholeAnswerOfThatTestIsRead() {
		serve(ScriptedServer.answeringAndClosing(ANSWER));
		assertThat(probe().echo("x")).isEqualTo("Hello");
	}

	@ParameterizedTest
	@ValueSource(strings = { "4\r\n{\"re\r\n", "zz\r\n{}\r\n0\r\n\r\n", "-1\r\n{}\r\n0\r\n\r\n" })
	void aBrokenChunkIsUnavailableAndMayHaveExecuted(String chunks) {
		serve(ScriptedServer.answeringAndClosing("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
				+ "Transfer-Encoding: chunked\r\n\r\n" + chunks));
		RpcException thrown = failureOf(() -> probe().echo("x"));
		assertThat(thrown.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(thrown.mayHaveExecuted()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "SSH-2.0-OpenSSH_9\r\n" })
	void aServerOfAnotherProtocolIsUnavailableAndMayHaveExecuted(String answer) {
		serve(ScriptedServer.answeringAndClosing(answer));
		RpcException thrown = failureOf(() -> probe(Duration.ofSeconds(5)).echo("x"));
		assertThat(thrown.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
	}

	@Test
	void aContentLengthThatIsTooLongIsACutAnswer() {
		serve(ScriptedServer.answeringAndClosing(ANSWER.replace("18", "19")));
		assertThat(failureOf(() -> probe().echo("x")).status()).isEqualTo(RpcStatus.UNAVAILABLE);
	}

	@Test
	void aContentLengthThatIsTooShortIsInternal() {
		serve(ScriptedServer.answering(ANSWER.replace("18", "17")));
		RpcException thrown = failureOf(() -> probe().echo("x"));
		assertThat(thrown.status()).isEqualTo(RpcStatus.INTERNAL);
		assertThat(thrown.reason()).startsWith("The response is not well-formed JSON");
	}

	@ParameterizedTest
	@CsvSource({ "200 OK,true", "200 OK,false", "500 X,true", "500 X,false" })
	void anAnswerOfTwentyMegabytesIsReadToTheLimitOnly(String status, boolean chunked) {
		AtomicLong sent = new AtomicLong();
		serve(ScriptedServer.start((exchange) -> sendMuch(exchange, status, chunked, sent)));
		AtomicReference<RpcException> thrown = new AtomicReference<>();
		assertThat(timed(() -> thrown.set(failureOf(() -> probe().echo("x"))))).isLessThan(Duration.ofSeconds(2));
		assertThat(thrown.get().status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED);
		assertThat(thrown.get().reason()).isEqualTo("The answer is larger than 65536 bytes.");
		assertThat(thrown.get().mayHaveExecuted()).isTrue();
		await().untilAsserted(() -> assertThat(server().openConnections()).isZero());
		assertThat(sent.get()).isLessThan(16L << 20);
	}

	private static void sendMuch(ScriptedServer.Exchange exchange, String status, boolean chunked, AtomicLong sent)
			throws IOException {
		exchange.write("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n"
				+ (chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "Content-Length: " + (20 << 20) + "\r\n\r\n"));
		byte[] block = new byte[64 * 1024];
		Arrays.fill(block, (byte) 'x');
		while (sent.get() < 20 << 20) {
			if (chunked) {
				exchange.write("10000\r\n");
			}
			exchange.write(block);
			exchange.write(chunked ? "\r\n" : "");
			sent.addAndGet(block.length);
		}
	}

	@Test
	void aGzipAnswerThatNobodyAskedForIsRead() throws IOException {
		serveGzip(gzip("{\"result\":\"Hello\"}".getBytes()), "gzip");
		assertThat(probe().echo("x")).isEqualTo("Hello");
	}

	@Test
	void aGzipBombStopsAtTheDecodedLimit() throws IOException {
		serveGzip(gzip(new byte[5 << 20]), "gzip");
		RpcException thrown = failureOf(() -> probe().echo("x"));
		assertThat(thrown.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED);
		assertThat(thrown.reason()).isEqualTo("The answer is larger than 65536 bytes.");
	}

	@Test
	void aPlainAnswerThatIsLabelledGzipIsReadAsItIs() {
		serveGzip("{\"result\":\"Hello\"}".getBytes(), "gzip");
		assertThat(probe().echo("x")).isEqualTo("Hello");
	}

	@Test
	void aGzipAnswerThatIsCutIsUnavailable() throws IOException {
		serveGzip(Arrays.copyOf(gzip("{\"result\":\"Hello\"}".getBytes()), 20), "gzip");
		assertThat(failureOf(() -> probe().echo("x")).status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
	}

	@Test
	void anUnknownContentEncodingOfAnAnswerIsInternal() {
		serveGzip("{}".getBytes(), "br");
		RpcException thrown = failureOf(() -> probe().nothing());
		assertThat(thrown.status()).isEqualTo(RpcStatus.INTERNAL);
		assertThat(thrown.reason()).isEqualTo("The answer has a content encoding that was not asked for.");
	}

	@Test
	void anEmptyBodyIsNeverDecompressed() {
		serve(ScriptedServer.answering(
				"HTTP/1.1 401 X\r\nContent-Encoding: gzip\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n"));
		assertThat(failureOf(() -> probe().nothing()).status()).isEqualTo(RpcStatus.UNAUTHENTICATED);
	}

	private void serveGzip(byte[] body, String encoding) {
		serve(ScriptedServer.start((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: " + encoding
					+ "\r\nContent-Length: " + body.length + "\r\n\r\n");
			exchange.write(body);
		}));
	}

	private static byte[] gzip(byte[] plain) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(plain);
		}
		return out.toByteArray();
	}

	private static int unusedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Connections that nobody accepts, as many as the system lets wait.
	 */
	private static final class FilledBacklog implements AutoCloseable {

		private final List<Socket> waiting = new ArrayList<>();

		private final ServerSocket server;

		FilledBacklog(ServerSocket server) {
			this.server = server;
			try {
				for (int i = 0; i < 16; i++) {
					Socket socket = new Socket();
					this.waiting.add(socket);
					socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), 100);
				}
			}
			catch (IOException ex) {
				// Nobody more can wait, as it should be.
			}
		}

		String url() {
			return "http://127.0.0.1:" + this.server.getLocalPort();
		}

		@Override
		public void close() throws IOException {
			for (Socket socket : this.waiting) {
				socket.close();
			}
		}

	}

	private static final class NobodyIsKnown implements DnsResolver {

		@Override
		public InetAddress[] resolve(String host) throws UnknownHostException {
			throw new UnknownHostException(host);
		}

		@Override
		public String resolveCanonicalHostname(String host) throws UnknownHostException {
			throw new UnknownHostException(host);
		}

	}

}
