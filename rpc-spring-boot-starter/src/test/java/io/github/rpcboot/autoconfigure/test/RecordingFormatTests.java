package io.github.rpcboot.autoconfigure.test;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.rpcboot.RpcConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a recording may say, and what it is told where it is wrong.
 */
class RecordingFormatTests {

	@Test
	void whatIsLeftOutHasADefault() {
		Exchange exchange = only("{'exchanges':[{'request':{'path':'/a','json':{}},'response':{'json':1.50}}]}");
		assertThat(exchange.request().method()).isEqualTo("POST");
		assertThat(exchange.request().query()).isEmpty();
		assertThat(exchange.response().status()).isEqualTo(200);
		assertThat(exchange.response().headers()).containsEntry("content-type", List.of("application/json"));
		assertThat(exchange.response().body().bytes()).asString().isEqualTo("1.50");
	}

	@Test
	void textsAndBytesAndListsOfHeadersAreKept() {
		Exchange exchange = only("{'exchanges':[{'request':{'method':'GET','path':'/a','query':'b=c','text':'hi'},"
				+ "'response':{'status':299,'headers':{'link':['one','two'],'etag':'x'},'base64':'/w=='}}]}");
		assertThat(exchange.request().body().text()).isEqualTo("hi");
		assertThat(exchange.response().body().bytes()).containsExactly(0xff);
		assertThat(exchange.response().headers()).containsEntry("link", List.of("one", "two"))
			.containsEntry("etag", List.of("x"));
		assertThat(RecordingFormat.of("f", Json.write(Json.object().set("exchanges", array(exchange)))).exchanges())
			.containsExactly(exchange);
	}

	private static JsonNode array(Exchange exchange) {
		return Json.object().arrayNode().add(RecordingFormat.write(exchange));
	}

	@Test
	void brokenJsonIsToldWithItsLine() {
		assertThatExceptionOfType(RpcConfigurationException.class)
			.isThrownBy(() -> RecordingFormat.of("shop.json", bytes("{\n 'exchanges' : [\n  {,\n")))
			.satisfies((ex) -> assertThat(ex.description())
				.startsWith("The recording 'shop.json' is no JSON: line 3, column 4: Unexpected character (','"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = { "[] | it is no JSON object.",
			"{'exchanges':{}} | it has no array 'exchanges'.",
			"{'exchange':[]} | it has a member 'exchange' that means nothing; known are [exchanges].",
			"{'exchanges':[{'request':{'path':'/a'}}]} | the response of exchange 1 is no JSON object.",
			"{'exchanges':[{'request':{'path':'a'},'response':{}}]} | the request of exchange 1 has no 'path' that begins"
					+ " with '/'.",
			"{'exchanges':[{'request':{'path':'/a','body':1},'response':{}}]} | the request of exchange 1 has a member"
					+ " 'body' that means nothing; known are [base64, json, method, path, query, text].",
			"{'exchanges':[{'request':{'path':'/a'},'response':{'status':'ok'}}]} | the response of exchange 1 has a"
					+ " 'status' that is no number.",
			"{'exchanges':[{'request':{'path':'/a'},'response':{'json':1,'text':'1'}}]} | the response of exchange 1 has"
					+ " more than one of 'json', 'text' and 'base64'.",
			"{'exchanges':[{'request':{'path':'/a'},'response':{'base64':'?'}}]} | 'base64' in the response of exchange 1"
					+ " is not Base64.",
			"{'exchanges':[{'request':{'path':'/a','method':1},'response':{}}]} | 'method' in the request of exchange 1 is"
					+ " no text.",
			"{'exchanges':[{'request':{'path':'/a'},'response':{'headers':{'a':{}}}}]} | the response of exchange 1 has a"
					+ " header 'a' that is neither a text nor a list." })
	void aMistakeIsToldWithItsPlace(String json, String problem) {
		assertThatExceptionOfType(RpcConfigurationException.class)
			.isThrownBy(() -> RecordingFormat.of("shop.json", bytes(json)).exchanges())
			.satisfies((ex) -> assertThat(ex.description()).isEqualTo("The recording 'shop.json' is wrong: " + problem))
			.satisfies((ex) -> assertThat(ex.action())
				.isEqualTo("Correct it there, or record it again. docs/testing.md shows such a file."));
	}

	private static Exchange only(String json) {
		return RecordingFormat.of("shop.json", bytes(json)).exchanges().get(0);
	}

	private static byte[] bytes(String json) {
		return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
	}

}
