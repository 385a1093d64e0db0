package io.github.rpcboot.autoconfigure.test;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What does not get into a file.
 */
class SecretsTests {

	@ParameterizedTest
	@ValueSource(strings = { "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "X-Auth",
			"X-CSRF-Token", "X-Amz-Security-Token", "WWW-Authenticate", "X-Session-Id", "Date", "Server", "traceparent",
			"X-Request-Id", "Content-Length", "Transfer-Encoding", "Connection" })
	void headersThatAreSecretOrVolatileAreLeftOut(String header) {
		assertThat(Secrets.isRecorded(header)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Type", "Location", "ETag", "Link", "X-Total-Count", "Retry-After",
			"Rpc-Not-Executed", "Cache-Control", "Content-Disposition" })
	void headersThatMeanSomethingAreKept(String header) {
		assertThat(Secrets.isRecorded(header)).isTrue();
	}

	@Test
	void aQueryKeepsAllButTheValuesOfSecrets() {
		assertThat(Secrets.hidden("q=a%20b&access_token=x&apiKey=y&page=2&sig=z"))
			.isEqualTo("q=a%20b&access_token=***&apiKey=***&page=2&sig=***");
	}

	@Test
	void jsonKeepsAllButTheValuesOfSecrets() {
		assertThat(body("{'user':'ada','password':'x','in':[{'client_secret':1,'tokens':{'n':2,'all':['a']}}]}",
				"application/json"))
			.hasToString("{\"user\":\"ada\",\"password\":\"***\",\"in\":[{\"client_secret\":0,"
					+ "\"tokens\":{\"n\":0,\"all\":[\"***\"]}}]}");
	}

	@Test
	void urlsInHeadersKeepAllButTheValuesOfSecrets() {
		assertThat(Secrets.hiddenInUrls("http://a/b?user=ada&access_token=x#id_token=y"))
			.isEqualTo("http://a/b?user=ada&access_token=***#id_token=***");
		assertThat(Secrets.hiddenInUrls("text/plain; charset=utf-8")).isEqualTo("text/plain; charset=utf-8");
	}

	@Test
	void aFormKeepsAllButTheValuesOfSecrets() {
		assertThat(body("user=ada&password=x", "application/x-www-form-urlencoded"))
			.hasToString("user=ada&password=***");
	}

	@Test
	void theBoundaryOfAMultipartBodyIsTheSameEveryTime() {
		assertThat(body("--xyz\r\n\r\nhi\r\n--xyz--", "multipart/form-data; boundary=xyz").text())
			.isEqualTo("--boundary\r\n\r\nhi\r\n--boundary--");
	}

	private static Body body(String text, String type) {
		return Body.of(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), type);
	}

}
