package io.github.rpcboot.call;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonHostileInputTests {

	private static final String NOT_UTF8 = "The request is not JSON in UTF-8 without a byte order mark.";

	private final Messages messages = Messages.of(Hostile.class);

	@Test
	void aMessageMayBeAHundredLevelsDeep() {
		assertThat(this.messages.argument("node", nested(100))).isInstanceOf(JsonNode.class);
		assertThat(this.messages.arguments("text", unknown(100))).containsExactly((Object) null);
		assertThat(this.messages.argument("link", links(100))).isInstanceOf(Link.class);
	}

	@Test
	void aMessageOfAHundredAndOneLevelsIsRefused() {
		assertTooDeep(this.messages.refusal("node", nested(101)));
		assertTooDeep(this.messages.refusal("text", unknown(101)));
		assertTooDeep(this.messages.refusal("link", links(101)));
	}

	@Test
	void aMessageOfAHundredThousandLevelsIsRefusedAndNoStackOverflows() {
		assertTooDeep(this.messages.refusal("node", nested(100_000)));
		assertTooDeep(this.messages.refusal("text", unknown(100_000)));
		assertTooDeep(this.messages.refusal("link", links(100_000)));
	}

	@Test
	void aCycleAmongTheArgumentsIsRefusedAndNoStackOverflows() {
		Ring ring = new Ring();
		ring.next = ring;

		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> this.messages.request("ring", ring))
			.withMessageStartingWith("The request cannot be written as JSON at '$.next")
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT));
	}

	private static void assertTooDeep(RpcException refusal) {
		assertThat(refusal.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT);
		assertThat(refusal.getMessage())
			.startsWith("The request is nested too deeply, or a name or number in it is too long, at '$.")
			.hasSizeLessThan(400);
	}

	private static String nested(int depth) {
		return "{'value':" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
	}

	private static String unknown(int depth) {
		return "{'new':" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
	}

	private static String links(int depth) {
		return "{'next':".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE" })
	void otherEncodingsAreRefused(String charset) {
		byte[] json = Messages.json("{'value':'x'}").getBytes(Charset.forName(charset));

		assertThat(this.messages.refusal("text", json).getMessage()).isEqualTo(NOT_UTF8);
		assertThat(this.messages.refusal("link", json).getMessage()).isEqualTo(NOT_UTF8);
	}

	@Test
	void aByteOrderMarkIsRefused() {
		byte[] json = Messages.bytes("\ufeff{'value':'x'}");

		assertThat(this.messages.refusal("text", json).getMessage()).isEqualTo(NOT_UTF8);
	}

	private static List<byte[]> brokenUtf8() {
		return List.of(quoted(0xff), quoted(0xc3, 0x28), quoted(0xe2, 0x82), quoted(0x80), quoted(0xf8, 0x88, 0x80),
				quoted(0xf0, 0x9f, 0x98));
	}

	private static byte[] quoted(int... inside) {
		String text = "{\"value\":\"" + "?".repeat(inside.length) + "\"}";
		byte[] json = text.getBytes(StandardCharsets.ISO_8859_1);
		for (int i = 0; i < inside.length; i++) {
			json[10 + i] = (byte) inside[i];
		}
		return json;
	}

	@ParameterizedTest
	@MethodSource("brokenUtf8")
	void brokenUtf8IsRefused(byte[] json) {
		RpcException refusal = this.messages.refusal("text", json);

		assertThat(refusal.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT);
		assertThat(refusal.getMessage()).startsWith("The request is not well-formed JSON").endsWith("at '$.value'.");
	}

	@Test
	void charactersOfEveryPlaneArriveAsTheyAre() {
		assertThat(this.messages.argument("text", "{'value':'äß€𝄞\\ud834\\udd1e\\u0000'}")).isEqualTo("äß€𝄞𝄞\u0000");
		assertThat(this.messages.argument("text", this.messages.request("text", "äß€𝄞\u0000\u2028")))
			.isEqualTo("äß€𝄞\u0000\u2028");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'@class':'java.lang.ProcessBuilder','command':['x']}",
			"{'@type':'java.net.URL','value':'x'}", "{'@c':'x','@id':1}" })
	void aClassNameInAMessageIsOneMoreUnknownMember(String json) {
		assertThat(this.messages.argument("link", json)).isEqualTo(new Link(null));
		assertThat(this.messages.argument("node", "{'value':" + json + "}")).isInstanceOf(JsonNode.class);
	}

	@Test
	void anArrayThatNamesAClassIsNoObject() {
		assertThat(this.messages.refusal("link", "['java.lang.ProcessBuilder',{}]").getMessage())
			.isEqualTo("The request is not a JSON object. Send '{...}' at '$'.");
	}

	@Test
	void anEndlessNumberIsRefused() {
		RpcException refusal = this.messages.refusal("node", "{'value':" + "9".repeat(100_000) + "}");

		assertThat(refusal.getMessage())
			.isEqualTo("The request is nested too deeply, or a name or number in it is too long, at '$.value'.");
	}

	@Test
	void anEmptyResponseIsRefused() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> this.messages.result("answer", ""))
			.withMessage("The response is not a JSON object. Send '{...}' at '$'.")
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.INTERNAL));
	}

	interface Hostile {

		void text(String value);

		void node(JsonNode value);

		void link(Link link);

		void ring(Ring ring);

		String answer();

	}

	record Link(Link next) {

	}

	static class Ring {

		private Ring next;

		public Ring getNext() {
			return this.next;
		}

		public void setNext(Ring next) {
			this.next = next;
		}

	}

}
