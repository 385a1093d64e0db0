package io.github.rpcboot.protocol.http;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import io.github.rpcboot.RpcStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Answers as RFC 9112 says, and as it does not. */
class AnswerReaderTests {

	private static final int LIMIT = 100_000;

	private static final String HEAD = "HTTP/1.1 200 OK\r\n";

	private AnswerReader reader;

	private HttpEngine.Answer read(String bytes) throws IOException, HttpEngine.Failed {
		return read(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)));
	}

	private HttpEngine.Answer read(InputStream in) throws IOException, HttpEngine.Failed {
		this.reader = new AnswerReader(in, new byte[512]);
		return this.reader.read(LIMIT);
	}

	private static String text(HttpEngine.Answer answer) {
		return new String(answer.body(), StandardCharsets.ISO_8859_1);
	}

	@Test
	void statusHeadersAndBodyAreThere() throws Exception {
		HttpEngine.Answer answer = read("HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nX-Odd:\t a b \t\r\n"
				+ "CONTENT-LENGTH: 5\r\n\r\nhello");

		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.headers()).containsExactly("content-type", "text/plain", "x-odd", "a b", "content-length",
				"5");
		assertThat(text(answer)).isEqualTo("hello");
		assertThat(this.reader.isReusable()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200\r\n", "HTTP/1.1 200 \r\n", "http/1.1 200 OK\r\n", "HTTP/1.1 200 OK\n" })
	void aStatusLineMayBeShort(String line) throws Exception {
		assertThat(text(read(line + "Content-Length: 2\n\r\nok"))).isEqualTo("ok");
	}

	@Test
	void chunksAreJoined() throws Exception {
		assertThat(text(read(HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1 ; a=b\r\n \r\n00a\r\n0123456789"
				+ "\r\n0\r\nX-Trailer: yes\r\n\r\n")))
			.isEqualTo("hello 0123456789");
		assertThat(this.reader.isReusable()).isTrue();
	}

	@Test
	void aBodyWithoutALengthEndsWithTheConnection() throws Exception {
		assertThat(text(read(HEAD + "\r\nall of it"))).isEqualTo("all of it");
		assertThat(this.reader.isReusable()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "204", "304" })
	void someAnswersHaveNoBodyWhateverTheySay(String status) throws Exception {
		assertThat(read("HTTP/1.1 " + status + " X\r\nContent-Length: 5\r\n\r\n").body()).isEmpty();
		assertThat(this.reader.isReusable()).isTrue();
	}

	@Test
	void interimAnswersArePassedOver() throws Exception {
		HttpEngine.Answer answer = read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
				+ HEAD + "Content-Length: 0\r\n\r\n");

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers()).containsExactly("content-length", "0");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Connection: close\r\n", "Connection: Foo, Close\r\n" })
	void whoSaysSoClosesTheConnection(String header) throws Exception {
		read(HEAD + header + "Content-Length: 0\r\n\r\n");
		assertThat(this.reader.isReusable()).isFalse();
	}

	@Test
	void anOldServerClosesTheConnection() throws Exception {
		assertThat(text(read("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"))).isEqualTo("ok");
		assertThat(this.reader.isReusable()).isFalse();
	}

	@Test
	void bytesThatFollowAnAnswerEndTheConnection() throws Exception {
		assertThat(text(read(HEAD + "Content-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n\r\nevil"))).isEqualTo("ok");
		assertThat(this.reader.isReusable()).isFalse();
	}

	@Test
	void aServerSaysHowLongItKeepsTheConnection() throws Exception {
		read(HEAD + "Keep-Alive: max=5, Timeout=3\r\nContent-Length: 0\r\n\r\n");
		assertThat(this.reader.keepAliveSeconds()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSH-2.0-x\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n",
			"HTTP/1.1 2000 OK\r\n\r\n", "HTTP/1.1 099 OK\r\n\r\n", "HTTP/1.1 600 OK\r\n\r\n", "\r\n\r\n",
			"HTTP/1.1 101 Switching Protocols\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
			"HTTP/1.1 200 OK\r\n: no name\r\n\r\n", "HTTP/1.1 200 OK\r\nA : space\r\n\r\n",
			"HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n", "HTTP/1.1 200 OK\r\nA: \u0000\r\n\r\n",
			"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\nx",
			"HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\nx", "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nx",
			"HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999\r\n\r\nx",
			"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
			"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n0\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n0\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1x\r\nx\r\n0\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFF\r\nx\r\n0\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n0\r\n\r\n" })
	void whatIsNotHttpOrCanBeReadInTwoWaysIsRefused(String bytes) {
		assertThatExceptionOfType(MalformedAnswerException.class).isThrownBy(() -> read(bytes));
		assertThat(this.reader.isReusable()).isFalse();
	}

	@Test
	void aHeadHasAnEnd() {
		String line = "X-A: " + "x".repeat(300) + "\r\n";
		assertThatExceptionOfType(MalformedAnswerException.class).isThrownBy(() -> read(new Endless(HEAD, line)));
		assertThatExceptionOfType(MalformedAnswerException.class).isThrownBy(() -> read(new Endless(HEAD, "a:\r\n")));
		assertThatExceptionOfType(MalformedAnswerException.class).isThrownBy(() -> read(new Endless(HEAD, "x")));
		assertThatExceptionOfType(MalformedAnswerException.class)
			.isThrownBy(() -> read(new Endless("", "HTTP/1.1 100 Continue\r\n\r\n")));
		assertThatExceptionOfType(MalformedAnswerException.class)
			.isThrownBy(() -> read(new Endless(HEAD + "Transfer-Encoding: chunked\r\n\r\n0\r\n", "X-Trailer: x\r\n")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 100001\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n186A1\r\n",
			"Transfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n", "Content-Length: 999999999999999999\r\n\r\n" })
	void aBodyThatSaysItIsTooLargeIsNotRead(String head) {
		assertThatExceptionOfType(HttpEngine.Failed.class).isThrownBy(() -> read(HEAD + head))
			.satisfies((failed) -> assertThat(failed.failure().status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED));
	}

	@Test
	void aBodyThatIsTooLargeIsReadToTheLimitOnly() {
		String chunk = "400\r\n" + "x".repeat(1024) + "\r\n";
		assertThatExceptionOfType(HttpEngine.Failed.class)
			.isThrownBy(() -> read(new Endless(HEAD + "Transfer-Encoding: chunked\r\n\r\n", chunk)));
		assertThatExceptionOfType(HttpEngine.Failed.class).isThrownBy(() -> read(new Endless(HEAD + "\r\n", "x")));
		assertThat(this.reader.isReusable()).isFalse();
	}

	@Test
	void anAnswerThatIsCutAnywhereIsNoAnswer() {
		String whole = HEAD + "Transfer-Encoding: chunked\r\nX: y\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
		for (int length = 0; length < whole.length(); length++) {
			String cut = whole.substring(0, length);
			assertThatExceptionOfType(EOFException.class).as("cut after %d", length).isThrownBy(() -> read(cut));
		}
	}

	@Test
	void itDoesNotMatterHowTheBytesCome() throws Exception {
		String body = "x".repeat(70_000);
		byte[] bytes = (HEAD + "X-Long: " + "y".repeat(400) + "\r\nContent-Length: 70000\r\n\r\n" + body)
			.getBytes(StandardCharsets.ISO_8859_1);
		for (long seed = 0; seed < 50; seed++) {
			assertThat(text(read(new Dripping(bytes, new Random(seed))))).as("seed %d", seed).isEqualTo(body);
		}
	}

	/** A hostile server sends what it likes: the reader refuses it, and nothing else. */
	@Test
	void noBytesDoMoreThanFail() {
		String[] answers = { HEAD + "Content-Type: application/json\r\nContent-Length: 11\r\n\r\nhello world", HEAD
				+ "Transfer-Encoding: chunked\r\nKeep-Alive: timeout=5\r\n\r\n5\r\nhello\r\n6;x\r\n world\r\n0\r\nT: r\r\n\r\n",
				"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 X\r\nContent-Encoding: gzip\r\nRetry-After: 1\r\n\r\n\u001f\u008babc" };
		Random random = new Random(42);
		int read = 0;
		for (int i = 0; i < 60_000; i++) {
			byte[] bytes = mutate(answers[i % answers.length].getBytes(StandardCharsets.ISO_8859_1), random);
			try {
				read(new Dripping(bytes, random));
				read++;
			}
			catch (IOException | HttpEngine.Failed ex) {
				assertThat(this.reader.isReusable()).isFalse();
			}
		}
		assertThat(read).isBetween(1000, 59_000);
	}

	private static byte[] mutate(byte[] bytes, Random random) {
		byte[] interesting = "\r\n :;,0fF9-\u0000\u00ff\t".getBytes(StandardCharsets.ISO_8859_1);
		byte[] mutated = Arrays.copyOf(bytes, bytes.length - (random.nextInt(4) == 0 ? random.nextInt(20) : 0));
		for (int i = random.nextInt(4); i > 0; i--) {
			mutated[random.nextInt(mutated.length)] = random.nextBoolean()
					? interesting[random.nextInt(interesting.length)] : (byte) random.nextInt(256);
		}
		return mutated;
	}

	/** Comes in pieces of any size. */
	private static final class Dripping extends ByteArrayInputStream {

		private final Random random;

		Dripping(byte[] bytes, Random random) {
			super(bytes);
			this.random = random;
		}

		@Override
		public synchronized int read(byte[] bytes, int offset, int length) {
			return super.read(bytes, offset, (length > 0) ? 1 + this.random.nextInt(length) : 0);
		}

	}

	/** Never ends by itself. */
	private static final class Endless extends InputStream {

		private static final int FAR_TOO_MUCH = 10_000_000;

		private final byte[] start;

		private final byte[] again;

		private int at;

		Endless(String start, String again) {
			this.start = start.getBytes(StandardCharsets.ISO_8859_1);
			this.again = again.getBytes(StandardCharsets.ISO_8859_1);
		}

		@Override
		public int read() {
			int index = this.at++;
			if (index > FAR_TOO_MUCH) {
				throw new AssertionError("It reads for ever.");
			}
			return (index < this.start.length) ? this.start[index]
					: this.again[(index - this.start.length) % this.again.length];
		}

	}

}
