package io.github.rpcboot.protocol.http;

import java.util.EnumMap;
import java.util.Map;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Request line, headers, answers and errors of Connect's unary calls, as the server sees
 * and writes them.
 */
class ConnectServerTests extends ServerFixture {

	private static final Map<RpcStatus, Integer> HTTP = new EnumMap<>(
			Map.ofEntries(Map.entry(RpcStatus.CANCELED, 499), Map.entry(RpcStatus.UNKNOWN, 500),
					Map.entry(RpcStatus.INVALID_ARGUMENT, 400), Map.entry(RpcStatus.DEADLINE_EXCEEDED, 504),
					Map.entry(RpcStatus.NOT_FOUND, 404), Map.entry(RpcStatus.ALREADY_EXISTS, 409),
					Map.entry(RpcStatus.PERMISSION_DENIED, 403), Map.entry(RpcStatus.RESOURCE_EXHAUSTED, 429),
					Map.entry(RpcStatus.FAILED_PRECONDITION, 400), Map.entry(RpcStatus.ABORTED, 409),
					Map.entry(RpcStatus.OUT_OF_RANGE, 400), Map.entry(RpcStatus.UNIMPLEMENTED, 501),
					Map.entry(RpcStatus.INTERNAL, 500), Map.entry(RpcStatus.UNAVAILABLE, 503),
					Map.entry(RpcStatus.DATA_LOSS, 500), Map.entry(RpcStatus.UNAUTHENTICATED, 401)));

	@Test
	void aSuccessIsStatus200WithTheMessageAndItsLength() {
		RawClient.Response response = echo("");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.text()).isEqualTo("{\"result\":\"x\"}");
		assertThat(response.all("Content-Type")).containsExactly("application/json");
		assertThat(response.all("Content-Length")).containsExactly("14");
		assertThat(response.all("Transfer-Encoding")).isEmpty();
		assertThat(response.all("Vary")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "Probe/echo,200", "Probe/Echo,200", "Probe/eCho,501", "Probe/ECHO,501", "probe/echo,501",
			"PROBE/echo,501" })
	void onlyTheFirstLetterOfAMethodMayBeInEitherCase(String path, int status) {
		assertThat(this.client.post("/rpc/" + path, JSON, "{}").status()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "/rpc,'/'", "/rpc/,'/'", "/rpc/Probe,'Probe/'", "/rpc/Probe/,'Probe/'", "/rpc/a/b/c,'a/b/c'",
			"/rpc/Probe/echo/,'Probe/echo/'", "/rpc/Probe/getClass,'Probe/getClass'",
			"/rpc/Probe/hashCode,'Probe/hashCode'", "/rpc/Probe/toString,'Probe/toString'",
			"/rpc/Probe/release,'Probe/release'", "/rpc/Nobody/echo,'Nobody/echo'", "/rpc/Probe/%20%22,'Probe/??'",
			"/rpc/Pr%C3%B6be/echo,'Pr?be/echo'" })
	void whatIsNotAMethodOfAContractIsUnimplemented(String path, String name) {
		RawClient.Response response = this.client.post(path, JSON, "{}");
		assertThat(response.status()).isEqualTo(501);
		String shown = name.replace("Probe/??", "Probe/?\\\"");
		assertThat(response.text()).isEqualTo(error("unimplemented",
				"There is no method '" + shown + "' here. Check the names; they are case-sensitive."));
	}

	@Test
	void aNameOfEightKilobytesIsCutInTheAnswer() {
		RawClient.Response response = this.client.post("/rpc/Probe/" + "m".repeat(7000), JSON, "{}");
		assertThat(response.status()).isEqualTo(501);
		assertThat(response.text()).contains("'Probe/" + "m".repeat(128) + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/rpc/Probe%2Fecho", "/rpc/..%2f..%2fetc", "/rpc/Probe/echo%00" })
	void aPathThatTheContainerRefusesNeverReachesAMethod(String path) {
		assertThat(this.client.post(path, JSON, "{}").status()).isIn(400, 501);
		assertThat(this.bean.calls()).isZero();
	}

	@Test
	void parametersOfAPathAreNoPartOfTheName() {
		assertThat(this.client.post("/rpc/Probe;x=y/echo;z", JSON, "{\"text\":\"x\"}").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8",
			"Application/JSON", "application/json; charset=\"utf-8\"" })
	void jsonInUtf8IsTaken(String contentType) {
		assertThat(this.client.post("/rpc/Probe/echo", "Content-Type: " + contentType + "\r\n", "{}").status())
			.isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json; charset=latin1", "text/plain", "application/proto",
			"application/connect+json", "application/x-www-form-urlencoded", "application/jsonp", "json", "*/*" })
	void anyOtherContentTypeIsStatus415(String contentType) {
		RawClient.Response response = this.client.post("/rpc/Probe/echo", "Content-Type: " + contentType + "\r\n",
				"{}");
		assertThat(response.status()).isEqualTo(415);
		assertThat(response.header("Accept-Post")).isEqualTo("application/json");
		assertThat(response.text()).isEqualTo(error("invalid_argument",
				"The request must have the header 'content-type: application/json', in UTF-8."));
	}

	@Test
	void aBodyWithoutContentTypeIsStatus415() {
		RawClient.Response response = this.client.post("/rpc/Probe/echo", "", "{}");
		assertThat(response.status()).isEqualTo(415);
		assertThat(response.text()).isEqualTo(error("invalid_argument",
				"The request must have the header 'content-type: application/json', in UTF-8; it has none."));
	}

	@Test
	void aMissingBodyIsTheEmptyMessageAndNeedsNoContentType() {
		RawClient.Response empty = this.client.post("/rpc/Probe/nothing", "", "");
		assertThat(empty.status()).isEqualTo(200);
		assertThat(empty.text()).isEqualTo("{}");
		assertThat(this.client.send("POST /rpc/Probe/nothing", "", new byte[0]).status()).isEqualTo(200);
		assertThat(this.client.post("/rpc/Probe/echo", JSON, "").text()).isEqualTo("{}");
	}

	@ParameterizedTest
	@CsvSource({ "1,200", "2,400", "0,400", "one,400", "'1, 1',400" })
	void theVersionOfTheProtocolIsOneOrAbsent(String version, int status) {
		RawClient.Response response = echo("Connect-Protocol-Version: " + version + "\r\n");
		assertThat(response.status()).isEqualTo(status);
		if (status == 400) {
			assertThat(response.text())
				.isEqualTo(error("invalid_argument", "The header Connect-Protocol-Version must be 1, or be left out."));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "0", "9e18", "1e3", "12345678901", "+5", "1.5", "0x10", "", "000", "1 2" })
	void aTimeoutThatIsNoPositiveNumberOfTenDigitsIsRefused(String timeout) {
		RawClient.Response response = echo("Connect-Timeout-Ms: " + timeout + "\r\n");
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.text()).isEqualTo(error("invalid_argument",
				"The header Connect-Timeout-Ms must be a positive number of at most 10 digits."));
		assertThat(this.bean.calls()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "9999999999,4000,5000", "5000,4000,5000", "2000,1000,2000", "0000002000,1000,2000" })
	void aTimeoutIsTakenAndCutToWhatTheProviderAllows(String timeout, long least, long most) {
		echo("Connect-Timeout-Ms: " + timeout + "\r\n");
		assertThat(this.bean.context().deadline().remainingMillis()).isBetween(least - 900, most);
	}

	@Test
	void withoutATimeoutTheProvidersOwnHolds() {
		echo("");
		assertThat(this.bean.context().deadline().describe()).isEqualTo("5 s from rpc.provider.timeout");
	}

	@ParameterizedTest
	@EnumSource
	void everyCodeHasItsHttpStatusAndTheBodyOfAnError(RpcStatus status) {
		RawClient.Response response = this.client.post("/rpc/Probe/fail", JSON,
				"{\"status\":\"" + status + "\",\"message\":\"Say \\\"ü\\\"\"}");
		assertThat(response.status()).isEqualTo(HTTP.get(status));
		assertThat(response.text()).isEqualTo(error(status.code(), "Say \\\"ü\\\""));
		assertThat(response.all("Content-Type")).containsExactly("application/json");
		assertThat(response.all("Content-Length")).containsExactly(String.valueOf(response.body().length));
		assertThat(response.all("WWW-Authenticate")).hasSize((status == RpcStatus.UNAUTHENTICATED) ? 1 : 0);
		assertThat(response.all("Rpc-Not-Executed")).isEmpty();
	}

	@Test
	void aDeclaredExceptionIsPartOfTheError() {
		RawClient.Response response = this.client.post("/rpc/Probe/reserve", JSON, "{\"sku\":\"A\",\"missing\":2}");
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.text())
			.startsWith("{\"code\":\"failed_precondition\",\"message\":\"Nothing left of A\","
					+ "\"exception\":{\"name\":\"OutOfStock\",\"fields\":{")
			.contains("\"sku\":\"A\"", "\"missing\":2");
	}

	@Test
	void anUndeclaredExceptionLeaksNothingAndNamesTheTrace() {
		String trace = "0af7651916cd43dd8448eb211c80319c";
		RawClient.Response response = this.client.post("/rpc/Probe/breakDown",
				JSON + "traceparent: 00-" + trace + "-b7ad6b7169203331-01\r\n", "{\"secret\":\"hunter2\"}");
		assertThat(response.status()).isEqualTo(500);
		assertThat(response.text()).isEqualTo(error("unknown", "The method failed in a way that its contract does not"
				+ " declare. Look for " + trace + " in the log of this provider."));
	}

	@Test
	void aCallerThatAsksForProblemDetailsGetsThem() {
		RawClient.Response response = this.client.post("/rpc/Probe/fail", JSON + "Accept: application/problem+json\r\n",
				"{\"status\":\"NOT_FOUND\",\"message\":\"No.\"}");
		assertThat(response.status()).isEqualTo(404);
		assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(response.text())
			.isEqualTo("{\"title\":\"not_found\",\"status\":404,\"detail\":\"No.\",\"code\":\"not_found\"}");
	}

	@Test
	void aConnectClientNeverGetsProblemDetails() {
		RawClient.Response response = this.client.post("/rpc/Probe/fail",
				JSON + "Accept: application/problem+json\r\nConnect-Protocol-Version: 1\r\n",
				"{\"status\":\"NOT_FOUND\",\"message\":\"No.\"}");
		assertThat(response.header("Content-Type")).isEqualTo("application/json");
		assertThat(response.text()).isEqualTo(error("not_found", "No."));
	}

	@Test
	void aNullObjectIsTheEmptyMessageWithAHeader() {
		RawClient.Response response = this.client.post("/rpc/Probe/nullItem", JSON, "{}");
		assertThat(response.text()).isEqualTo("{}");
		assertThat(response.all("Rpc-Null")).containsExactly("1");
		assertThat(this.client.post("/rpc/Probe/nullText", JSON, "{}").text()).isEqualTo("{}");
		assertThat(this.client.post("/rpc/Probe/maybe", JSON, "{\"present\":false}").text()).isEqualTo("{}");
	}

	@Test
	void headersArriveWithAllTheirValues() {
		echo("X-Tag: one\r\nx-tag: two\r\nX-Key-Bin: AP8\r\n");
		assertThat(this.bean.context().headers().all("x-tag")).containsExactly("one", "two");
		assertThat(this.bean.context().headers().getBinary("x-key-bin")).containsExactly(0, -1);
	}

	@Test
	void headersOfTheAnswerAreWrittenAndTrailersAreHeadersWithAPrefix() {
		this.toAnswer = RpcHeaders.empty().with("x-tag", "one").with("x-tag", "two").with("trailer-cost", "7");
		RawClient.Response response = echo("");
		assertThat(response.all("X-Tag")).containsExactly("one", "two");
		assertThat(response.all("Trailer-Cost")).containsExactly("7");
		assertThat(response.all("Trailer")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{\"text\":7}|The request has a wrong value at '$.text'.",
					"{\"text\"|The request is not well-formed JSON, or names a member twice, at '$.text'.",
					"[]|The request is not a JSON object. Send '{...}' at '$'.",
					"{} {}|The request goes on behind the end of the JSON object." })
	void aMalformedMessageIsAnsweredWithItsPathOnly(String body, String message) {
		RawClient.Response response = this.client.post("/rpc/Probe/echo", JSON, body);
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.text()).isEqualTo(error("invalid_argument", message));
	}

}
