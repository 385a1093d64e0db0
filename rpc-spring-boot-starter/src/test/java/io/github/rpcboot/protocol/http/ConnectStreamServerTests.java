package io.github.rpcboot.protocol.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import io.github.rpcboot.protocol.Flows;
import io.github.rpcboot.protocol.FlowsBean;
import io.github.rpcboot.protocol.RpcTomcat;
import io.github.rpcboot.protocol.TestRpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Streams as bytes: what the Connect protocol says, what other callers get, and what
 * nobody should send.
 */
class ConnectStreamServerTests {

	private static final String ENVELOPES = "Content-Type: application/connect+json\r\n";

	private final TestRpc rpc = new TestRpc();

	private final FlowsBean bean = new FlowsBean();

	private final RpcTomcat tomcat = RpcTomcat.start(this.rpc, this.rpc.services(this.bean, Flows.class),
			Duration.ofSeconds(5));

	private final RawClient client = new RawClient(this.tomcat.port());

	@AfterEach
	void stop() {
		this.bean.release();
		this.tomcat.close();
	}

	private static byte[] envelope(int flags, String message) {
		return Envelopes.wrap(flags, message.getBytes(StandardCharsets.UTF_8));
	}

	private static byte[] join(byte[]... parts) {
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			joined.writeBytes(part);
		}
		return joined.toByteArray();
	}

	/** The response with each envelope as its flags and its message. */
	private RawClient.Response post(String method, String headers, byte[] body) {
		return this.client.post("/rpc/Flows/" + method, ENVELOPES + headers, body);
	}

	private static String read(RawClient.Response response) {
		StringBuilder text = new StringBuilder();
		byte[] body = bytes(response);
		for (int at = 0; at < body.length;) {
			int length = (body[at + 1] & 0xff) << 24 | (body[at + 2] & 0xff) << 16 | (body[at + 3] & 0xff) << 8
					| (body[at + 4] & 0xff);
			text.append(body[at]).append(new String(body, at + 5, length, StandardCharsets.UTF_8));
			at += 5 + length;
		}
		return text.toString();
	}

	private static byte[] bytes(RawClient.Response response) {
		if (!"chunked".equals(response.header("Transfer-Encoding"))) {
			return response.body();
		}
		ByteArrayOutputStream plain = new ByteArrayOutputStream();
		byte[] body = response.body();
		for (int at = 0; at < body.length;) {
			int end = at;
			while (body[end] != '\r') {
				end++;
			}
			int size = Integer.parseInt(new String(body, at, end - at, StandardCharsets.US_ASCII), 16);
			plain.write(body, end + 2, size);
			at = (size == 0) ? body.length : end + 2 + size + 2;
		}
		return plain.toByteArray();
	}

	private static String text(RawClient.Response response) {
		return new String(bytes(response), StandardCharsets.UTF_8);
	}

	@Test
	void aResponseStreamIsEnvelopesAndAnEnd() {
		RawClient.Response response = post("words", "", envelope(0, "{'count':2}".replace('\'', '"')));
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.header("Content-Type")).isEqualTo("application/connect+json");
		assertThat(read(response)).isEqualTo("0{\"result\":\"word 0\"}0{\"result\":\"word 1\"}2{}");
	}

	@Test
	void anEmptyStreamHasNothingButItsEnd() {
		assertThat(read(post("words", "", envelope(0, "{}")))).isEqualTo("2{}");
	}

	@Test
	void anErrorStandsInTheEndAndTheStatusIsFine() {
		RawClient.Response response = post("failing", "", envelope(0, "{\"after\":1}"));
		assertThat(response.status()).isEqualTo(200);
		assertThat(read(response)).isEqualTo(
				"0{\"result\":\"word 0\"}" + "2{\"error\":{\"code\":\"not_found\",\"message\":\"No more after 1.\"}}");
	}

	@Test
	void aRequestStreamIsAnsweredWithOneEnvelopeAndAnEnd() {
		byte[] body = join(envelope(0, "{\"numbers\":1}"), envelope(0, "{\"numbers\":\"41\"}"));
		assertThat(read(post("sum", "", body))).isEqualTo("0{\"result\":42}2{}");
		assertThat(read(post("sum", "", new byte[0]))).isEqualTo("0{\"result\":0}2{}");
	}

	@Test
	void aMessageMayBeCompressedWhereAHeaderSaysHow() throws IOException {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
			gzip.write("{\"numbers\":5}".getBytes(StandardCharsets.UTF_8));
		}
		byte[] body = join(Envelopes.wrap(1, zipped.toByteArray()), envelope(0, "{\"numbers\":2}"));
		assertThat(read(post("sum", "Connect-Content-Encoding: gzip\r\n", body))).isEqualTo("0{\"result\":7}2{}");
	}

	@Test
	void aBombIsNotUnpacked() throws IOException {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
			gzip.write(new byte[10_000_000]);
		}
		assertThat(read(post("sum", "Connect-Content-Encoding: gzip\r\n", Envelopes.wrap(1, zipped.toByteArray()))))
			.startsWith("2{\"error\":{\"code\":\"resource_exhausted\"");
	}

	@ParameterizedTest
	@ValueSource(ints = { 4, 128, 255, 7 })
	void flagsThatNobodyKnowsAreRefused(int flags) {
		assertThat(read(post("sum", "", envelope(flags, "{\"numbers\":1}"))))
			.startsWith("2{\"error\":{\"code\":\"invalid_argument\"");
		assertThat(read(post("words", "", envelope(flags, "{\"count\":1}"))))
			.startsWith("2{\"error\":{\"code\":\"invalid_argument\"");
	}

	@Test
	void aCompressedMessageWithoutTheHeaderIsRefused() {
		assertThat(read(post("sum", "", envelope(1, "{\"numbers\":1}"))))
			.startsWith("2{\"error\":{\"code\":\"invalid_argument\"")
			.contains("Connect-Content-Encoding: gzip");
	}

	@Test
	void aCompressionThatNobodyKnowsIsRefused() {
		assertThat(post("sum", "Connect-Content-Encoding: br\r\n", envelope(0, "{}")).status()).isEqualTo(501);
	}

	@Test
	void aRequestDoesNotSayThatItIsTheEnd() {
		assertThat(read(post("sum", "", envelope(2, "{}")))).startsWith("2{\"error\":{\"code\":\"invalid_argument\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "7fffffff", "ffffffff", "00010001" })
	void anEnvelopeOverTheLimitIsRefusedBeforeItIsThere(String length) {
		byte[] head = new byte[] { 0, (byte) Integer.parseInt(length.substring(0, 2), 16),
				(byte) Integer.parseInt(length.substring(2, 4), 16),
				(byte) Integer.parseInt(length.substring(4, 6), 16),
				(byte) Integer.parseInt(length.substring(6, 8), 16) };
		assertThat(read(post("sum", "", head))).isEqualTo("2{\"error\":{\"code\":\"resource_exhausted\","
				+ "\"message\":\"The request is larger than 65536 bytes.\"}}");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4, 5, 9 })
	void aTruncatedEnvelopeIsRefused(int bytes) {
		byte[] whole = envelope(0, "{\"numbers\":1}");
		byte[] cut = Arrays.copyOf(whole, bytes);
		assertThat(read(post("sum", "", cut))).startsWith("2{\"error\":{\"code\":\"canceled\"");
	}

	@Test
	void aCallerWhoBreaksOffDoesNotHoldTheBean() throws IOException {
		try (Socket socket = this.client.open()) {
			OutputStream out = socket.getOutputStream();
			out.write(RawClient.head("POST /rpc/Flows/sum", ENVELOPES + "Content-Length: 1000\r\n"));
			out.write(envelope(0, "{\"numbers\":1}"));
			out.flush();
		}
		await().until(() -> this.bean.produced() == 1);
		assertThat(read(post("words", "", envelope(0, "{}")))).isEqualTo("2{}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "[]", "{\"count\":\"x\"}", "" })
	void aMessageThatIsNoneIsRefused(String message) {
		String answer = read(post("words", "", envelope(0, message)));
		assertThat(answer).startsWith(message.isEmpty() ? "2{}" : "2{\"error\":{\"code\":\"invalid_argument\"");
	}

	@Test
	void aRequestWithoutAStreamHasExactlyOneMessage() {
		assertThat(read(post("words", "", new byte[0]))).contains("invalid_argument", "exactly one message");
		assertThat(read(post("words", "", join(envelope(0, "{}"), envelope(0, "{}"))))).contains("invalid_argument",
				"exactly one message");
	}

	@Test
	void streamsBothWaysAreUnimplemented() {
		RawClient.Response response = post("echo", "", envelope(0, "{}"));
		assertThat(response.status()).isEqualTo(501);
		assertThat(response.text()).contains("unimplemented", "gRPC");
	}

	@Test
	void theTimeThatACallerGivesEndsTheStream() {
		String answer = read(post("endless", "Connect-Timeout-Ms: 200\r\n", envelope(0, "{}")));
		assertThat(answer.substring(answer.lastIndexOf("2{")))
			.startsWith("2{\"error\":{\"code\":\"deadline_exceeded\"");
	}

	@ParameterizedTest
	@CsvSource({ "Connect-Timeout-Ms: x,400", "Connect-Timeout-Ms: 0,400", "Connect-Protocol-Version: 2,400" })
	void headersThatCannotBeReadAreRefused(String header, int status) {
		assertThat(post("words", header + "\r\n", envelope(0, "{}")).status()).isEqualTo(status);
	}

	@Test
	void aMethodWithoutStreamsTakesNoEnvelopes() {
		RawClient.Response response = post("hello", "", envelope(0, "{}"));
		assertThat(response.status()).isEqualTo(415);
		assertThat(response.header("Accept-Post")).isEqualTo("application/json");
	}

	@Test
	void aPlainMessageToAStreamIsToldWhatToSend() {
		RawClient.Response response = this.client.post("/rpc/Flows/words", RawClient.JSON, "{}");
		assertThat(response.status()).isEqualTo(415);
		assertThat(response.header("Accept-Post")).isEqualTo("application/connect+json, application/json");
		assertThat(response.text()).contains("text/event-stream", "application/x-ndjson");
		RawClient.Response taking = this.client.post("/rpc/Flows/sum", RawClient.JSON + "Accept: text/event-stream\r\n",
				"{}");
		assertThat(taking.status()).isEqualTo(415);
		assertThat(taking.header("Accept-Post")).isEqualTo("application/connect+json");
	}

	@Test
	void whoeverAcceptsEventsGetsEvents() {
		RawClient.Response response = this.client.post("/rpc/Flows/words",
				RawClient.JSON + "Accept: text/event-stream\r\n", "{\"count\":2}");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.header("Content-Type")).startsWith("text/event-stream");
		assertThat(text(response)).isEqualTo(
				"data: {\"result\":\"word 0\"}\n\n" + "data: {\"result\":\"word 1\"}\n\nevent: end\ndata: {}\n\n");
	}

	@Test
	void aBrowserGetsEventsWithGet() {
		RawClient.Response response = this.client.get(
				"/rpc/Flows/words?connect=v1&encoding=json&message=%7B%22count%22%3A1%7D",
				"Accept: text/event-stream\r\n");
		assertThat(text(response)).isEqualTo("data: {\"result\":\"word 0\"}\n\nevent: end\ndata: {}\n\n");
		assertThat(this.client.get("/rpc/Flows/items?message=%7B%7D&encoding=json", "Accept: text/event-stream\r\n")
			.status()).isEqualTo(405);
	}

	@Test
	void whoeverAcceptsLinesGetsLines() {
		RawClient.Response response = this.client.post("/rpc/Flows/items",
				RawClient.JSON + "Accept: application/x-ndjson\r\n", "{\"count\":2}");
		assertThat(response.header("Content-Type")).startsWith("application/x-ndjson");
		String line = "{\"name\":\"chair\",\"amount\":3,\"at\":\"2026-01-02T03:04:05Z\"}\n";
		assertThat(text(response)).isEqualTo(line + line);
	}

	@Test
	void anErrorInTheMiddleIsAnEventOrALine() {
		String error = "{\"error\":{\"code\":\"not_found\",\"message\":\"No more after 1.\"}}";
		RawClient.Response events = this.client.post("/rpc/Flows/failing",
				RawClient.JSON + "Accept: text/event-stream\r\n", "{\"after\":1}");
		assertThat(text(events)).isEqualTo("data: {\"result\":\"word 0\"}\n\nevent: error\ndata: " + error + "\n\n");
		RawClient.Response lines = this.client.post("/rpc/Flows/failing",
				RawClient.JSON + "Accept: application/x-ndjson\r\n", "{\"after\":1}");
		assertThat(text(lines)).isEqualTo("{\"result\":\"word 0\"}\n" + error + "\n");
	}

	@Test
	void anErrorBeforeTheFirstEventIsPlainHttp() {
		RawClient.Response response = this.client.post("/rpc/Flows/failing",
				RawClient.JSON + "Accept: text/event-stream\r\n", "{\"after\":0}");
		assertThat(response.status()).isEqualTo(404);
		assertThat(response.text()).isEqualTo("{\"code\":\"not_found\",\"message\":\"No more after 0.\"}");
	}

	@Test
	void aCallerWhoGoesStopsTheBean() throws Exception {
		try (Socket socket = this.client.open()) {
			OutputStream out = socket.getOutputStream();
			byte[] body = envelope(0, "{}");
			out.write(RawClient.head("POST /rpc/Flows/endless", ENVELOPES + "Content-Length: " + body.length + "\r\n"));
			out.write(body);
			out.flush();
			assertThat(socket.getInputStream().read()).isPositive();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		assertThat(this.bean.awaitClosed()).isTrue();
		assertThat(this.bean.awaitCanceled()).isTrue();
	}

}
