package io.github.rpcboot.protocol.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.rpcboot.protocol.Timing.timed;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bodies that are compressed, too large, too slow, or broken off.
 */
class ServerBodyTests extends ServerFixture {

	private static final String GZIP = JSON + "Content-Encoding: gzip\r\n";

	private static final String TIMEOUT = "Connect-Timeout-Ms: 300\r\n";

	private static final Duration EARLIEST = Duration.ofMillis(290);

	private static final Duration LATEST = Duration.ofMillis(600);

	private static final String TOO_LARGE = error("resource_exhausted", "The request is larger than 65536 bytes.");

	@Test
	void aGzipRequestIsRead() {
		assertThat(this.client.post("/rpc/Probe/echo", GZIP, gzip("{\"text\":\"x\"}")).text())
			.isEqualTo("{\"result\":\"x\"}");
	}

	@Test
	void anEmptyBodyIsNeverDecompressed() {
		assertThat(this.client.post("/rpc/Probe/nothing", GZIP, "").status()).isEqualTo(200);
		assertThat(this.client.send("POST /rpc/Probe/nothing", GZIP, new byte[0]).status()).isEqualTo(200);
		assertThat(this.client
			.send("POST /rpc/Probe/nothing", GZIP + "Transfer-Encoding: chunked\r\n", "0\r\n\r\n".getBytes())
			.status()).isEqualTo(200);
	}

	@Test
	void aPlainBodyThatIsLabelledGzipIsRefused() {
		RawClient.Response response = this.client.post("/rpc/Probe/echo", GZIP, "{\"text\":\"x\"}");
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.text()).isEqualTo(error("invalid_argument", "The request is not in gzip format."));
	}

	@Test
	void aGzipBodyThatIsCutIsRefusedAndHarmsNobody() {
		byte[] whole = gzip("{\"text\":\"" + "x".repeat(500) + "\"}");
		RawClient.Response response = this.client.post("/rpc/Probe/echo", GZIP, Arrays.copyOf(whole, 15));
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.text()).isEqualTo(error("invalid_argument", "The request is not in gzip format."));
	}

	@Test
	void aGzipBombStopsAtTheDecodedLimit() {
		RawClient.Response response = this.client.post("/rpc/Probe/echo", GZIP, gzip(" ".repeat(20 << 20)));
		assertThat(response.status()).isEqualTo(429);
		assertThat(response.text()).isEqualTo(TOO_LARGE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "br", "deflate", "gzip, gzip", "zstd" })
	void anUnknownEncodingIsUnimplementedAndNamesTheKnownOnes(String encoding) {
		RawClient.Response response = echo("Content-Encoding: " + encoding + "\r\n");
		assertThat(response.status()).isEqualTo(501);
		assertThat(response.text()).isEqualTo(
				error("unimplemented", "This content encoding is not supported. Supported are: gzip, identity."));
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "GZIP", "deflate, gzip;q=0.5", "gzip ; q=1, br" })
	void anAnswerOfTwoKilobytesIsCompressedForCallersWhoAsk(String accepted) {
		RawClient.Response response = text(2048 - 13, accepted);
		assertThat(response.all("Content-Encoding")).containsExactly("gzip");
		assertThat(response.all("Vary")).containsExactly("Accept-Encoding");
		assertThat(response.all("Content-Length")).containsExactly(String.valueOf(response.body().length));
		assertThat(response.unzipped()).hasSize(2048);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip;q=0", "gzip; q=0.000", "identity", "br", "x-gzip" })
	void anAnswerIsNotCompressedForCallersWhoDoNotAsk(String accepted) {
		RawClient.Response response = text(5000, accepted);
		assertThat(response.all("Content-Encoding")).isEmpty();
		assertThat(response.all("Vary")).containsExactly("Accept-Encoding");
		assertThat(response.body()).hasSize(5013);
	}

	@Test
	void aSmallAnswerIsNotCompressed() {
		RawClient.Response response = text(2047 - 13, "gzip");
		assertThat(response.all("Content-Encoding")).isEmpty();
		assertThat(response.body()).hasSize(2047);
	}

	private RawClient.Response text(int length, String accepted) {
		return this.client.post("/rpc/Probe/text", JSON + "Accept-Encoding: " + accepted + "\r\n",
				"{\"length\":" + length + "}");
	}

	@Test
	void aRequestOfExactlyTheLimitIsTakenAndOneByteMoreIsNot() {
		int most = 65536 - "{\"text\":\"\",\"y\":1}".length();
		String body = "{\"text\":\"\",\"y\":1" + " ".repeat(most) + "}";
		assertThat(this.client.post("/rpc/Probe/echo", JSON, body).status()).isEqualTo(200);
		RawClient.Response response = this.client.post("/rpc/Probe/echo", JSON, body + " ");
		assertThat(response.status()).isEqualTo(429);
		assertThat(response.text()).isEqualTo(TOO_LARGE);
	}

	@Test
	void aBodyThatIsAnnouncedTooLargeIsRefusedUnread() throws IOException {
		try (Socket socket = this.client.open()) {
			socket.getOutputStream()
				.write(RawClient.head("POST /rpc/Probe/echo", JSON + "Content-Length: 5000000\r\n"));
			RawClient.Response response = RawClient.read(socket);
			assertThat(response.status()).isEqualTo(429);
			assertThat(response.text()).isEqualTo(TOO_LARGE);
		}
	}

	@Test
	void aBodyInChunksIsCutOffAtTheLimit() throws IOException {
		try (Socket socket = this.client.open()) {
			OutputStream out = socket.getOutputStream();
			out.write(RawClient.head("POST /rpc/Probe/echo", JSON + "Transfer-Encoding: chunked\r\n"));
			out.write("10001\r\n".getBytes());
			out.write(" ".repeat(65537).getBytes());
			out.flush();
			RawClient.Response response = RawClient.read(socket);
			assertThat(response.status()).isEqualTo(429);
			assertThat(response.text()).isEqualTo(TOO_LARGE);
		}
	}

	@Test
	void anUnknownMethodIsAnsweredWithoutReadingTheBody() throws IOException {
		try (Socket socket = this.client.open()) {
			socket.getOutputStream().write(RawClient.head("POST /rpc/Probe/none", JSON + "Content-Length: 1000\r\n"));
			assertThat(RawClient.read(socket).status()).isEqualTo(501);
		}
	}

	@Test
	void theDeadlineCountsWhileASlowBodyIsRead() {
		AtomicReference<RawClient.Response> response = new AtomicReference<>();
		assertThat(timed(LATEST, () -> response.set(postSlowly()))).isBetween(EARLIEST, LATEST);
		assertThat(response.get().status()).isEqualTo(504);
		assertThat(response.get().text())
			.isEqualTo(error("deadline_exceeded", "The deadline passed while the request was being read."));
		assertThat(this.bean.calls()).isZero();
	}

	private RawClient.Response postSlowly() throws IOException {
		try (Socket socket = this.client.open()) {
			OutputStream out = socket.getOutputStream();
			out.write(RawClient.head("POST /rpc/Probe/echo", JSON + TIMEOUT + "Content-Length: 10000\r\n"));
			CountDownLatch answered = new CountDownLatch(1);
			new Thread(() -> drip(out, answered)).start();
			RawClient.Response response = RawClient.read(socket);
			answered.countDown();
			return response;
		}
	}

	private static void drip(OutputStream out, CountDownLatch end) {
		try {
			do {
				out.write(' ');
				out.flush();
			}
			while (!end.await(20, TimeUnit.MILLISECONDS));
		}
		catch (IOException | InterruptedException ex) {
			// The server has closed the connection.
		}
	}

	@Test
	void aBodyThatBreaksOffIsNeverHandled() throws Exception {
		try (Socket socket = this.client.open()) {
			socket.getOutputStream().write(RawClient.head("POST /rpc/Probe/echo", JSON + "Content-Length: 100\r\n"));
			socket.getOutputStream().write("{\"text\":\"x\"}".getBytes());
			socket.shutdownOutput();
			assertThat(socket.getInputStream().readAllBytes()).asString().doesNotContain("200");
		}
		assertThat(this.bean.calls()).isZero();
	}

	@Test
	void aFutureThatNeverCompletesIsAnsweredAtTheDeadline() {
		AtomicReference<RawClient.Response> response = new AtomicReference<>();
		assertThat(timed(LATEST, () -> response.set(this.client.post("/rpc/Probe/never", JSON + TIMEOUT, "{}"))))
			.isBetween(EARLIEST, LATEST);
		assertThat(response.get().status()).isEqualTo(504);
		assertThat(response.get().text()).isEqualTo(error("deadline_exceeded",
				"The method took longer than the deadline allowed (0.3 s from the caller)."));
		assertThat(this.bean.context().cancellation().isCanceled()).isTrue();
	}

	private static byte[] gzip(String text) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	@Test
	void aGzipBodyThatDecompressesToNothingForEverIsCutOff() {
		byte[] body = new byte[100_000];
		byte[] head = { 0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3 };
		System.arraycopy(head, 0, body, 0, head.length);
		byte[] emptyBlock = { 0, 0, 0, (byte) 0xff, (byte) 0xff };
		for (int i = head.length; i + emptyBlock.length <= body.length; i += emptyBlock.length) {
			System.arraycopy(emptyBlock, 0, body, i, emptyBlock.length);
		}
		RawClient.Response response = this.client.post("/rpc/Probe/echo", GZIP, body);
		assertThat(response.status()).isEqualTo(429);
		assertThat(response.text()).isEqualTo(TOO_LARGE);
	}

}
