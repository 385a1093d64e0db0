package io.github.rpcboot.protocol.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * GET for methods without side effects, and the verbs that nobody may use.
 */
class ConnectGetTests extends ServerFixture {

	private static final String MESSAGE = "%7B%22text%22%3A%22%C3%BC%22%7D";

	@ParameterizedTest
	@ValueSource(strings = { "connect=v1&encoding=json&message=" + MESSAGE, "message=" + MESSAGE + "&encoding=json",
			"encoding=json&unknown=1&message=" + MESSAGE + "&connect=v1", "encoding=json&base64=0&message=" + MESSAGE })
	void aMethodWithoutSideEffectsIsCalledInAnyOrderOfParameters(String query) {
		RawClient.Response response = this.client.get("/rpc/Probe/echo?" + query, "");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.text()).isEqualTo("{\"result\":\"ü\"}");
		assertThat(response.header("Content-Type")).isEqualTo("application/json");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theMessageMayBeUrlSafeBase64WithAndWithoutPadding(boolean padded) {
		byte[] message = "{\"text\":\"a?>ü\"}".getBytes(StandardCharsets.UTF_8);
		String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(message);
		String query = "encoding=json&base64=1&message=" + encoded
				+ (padded ? "%3D".repeat((4 - encoded.length() % 4) % 4) : "");
		assertThat(this.client.get("/rpc/Probe/echo?" + query, "").text()).isEqualTo("{\"result\":\"a?>ü\"}");
	}

	@Test
	void theMessageMayBeCompressed() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write("{\"text\":\"small\"}".getBytes(StandardCharsets.UTF_8));
		}
		String query = "encoding=json&base64=1&compression=gzip&message="
				+ Base64.getUrlEncoder().encodeToString(out.toByteArray());
		assertThat(this.client.get("/rpc/Probe/echo?" + query, "").text()).isEqualTo("{\"result\":\"small\"}");
	}

	@Test
	void theTimeoutStaysAHeader() {
		this.client.get("/rpc/Probe/echo?encoding=json&message=%7B%7D", "Connect-Timeout-Ms: 1000\r\n");
		assertThat(this.bean.context().deadline().remainingMillis()).isLessThanOrEqualTo(1000);
	}

	@Test
	void anEmptyMessageIsTheEmptyObject() {
		assertThat(this.client.get("/rpc/Probe/echo?encoding=json&message=&compression=gzip&base64=1", "").text())
			.isEqualTo("{}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"connect=v2&encoding=json&message={}|invalid_argument"
					+ "|The query parameter 'connect' must be v1, or be left out.",
			"message=%7B%7D|invalid_argument|The query parameter 'encoding' must be json.",
			"encoding=proto&message=%7B%7D|invalid_argument|The query parameter 'encoding' must be json.",
			"encoding=json&base64=1&message=***|invalid_argument"
					+ "|The query parameter 'message' is not URL-safe base64.",
			"encoding=json&compression=br&message=%7B%7D|unimplemented"
					+ "|This content encoding is not supported. Supported are: gzip, identity.",
			"encoding=json&message=%zz|invalid_argument|The query cannot be read. Percent-encode it in UTF-8." })
	void aWrongQueryIsRefusedWithItsReason(String query, String code, String message) {
		RawClient.Response response = this.client.get("/rpc/Probe/echo?" + query.replace("{}", "%7B%7D"), "");
		assertThat(response.text()).isEqualTo(error(code, message));
		assertThat(response.status()).isEqualTo(code.equals("unimplemented") ? 501 : 400);
		assertThat(this.bean.calls()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/rpc/Probe/nothing", "/rpc/Probe/nothing?encoding=json&message=%7B%7D",
			"/rpc/Probe/nothing?encoding=nonsense" })
	void aMethodThatMayHaveEffectsIsNeverCalledWithGet(String path) {
		RawClient.Response response = this.client.get(path, "");
		assertThat(response.status()).isEqualTo(405);
		assertThat(response.all("Allow")).containsExactly("POST");
		assertThat(response.text())
			.isEqualTo(error("unimplemented", "This method is called with POST, not with this HTTP method."));
		assertThat(this.bean.calls()).isZero();
	}

	@Test
	void anUnknownMethodIsUnimplementedWithGetToo() {
		assertThat(this.client.get("/rpc/Probe/none", "").status()).isEqualTo(501);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "post" })
	void everyOtherVerbIsStatus405(String verb) {
		RawClient.Response response = this.client.send(verb + " /rpc/Probe/echo", "", new byte[0]);
		assertThat(response.status()).isEqualTo(405);
		assertThat(response.header("Allow")).isEqualTo("GET, POST");
		assertThat(this.bean.calls()).isZero();
	}

	@Test
	void headIsStatus405WithoutBody() {
		RawClient.Response response = this.client.send("HEAD /rpc/Probe/echo", "", new byte[0]);
		assertThat(response.status()).isEqualTo(405);
		assertThat(response.body()).isEmpty();
	}

	@Test
	void aPageOfAnotherSiteCannotCallWithoutAskingFirst() {
		RawClient.Response response = this.client.send("POST /rpc/Probe/nothing", "Sec-Fetch-Site: cross-site\r\n",
				new byte[0]);
		assertThat(response.status()).isEqualTo(415);
		assertThat(this.bean.calls()).isZero();
	}

}
