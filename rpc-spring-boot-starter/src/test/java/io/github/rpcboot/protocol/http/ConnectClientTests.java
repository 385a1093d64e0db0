package io.github.rpcboot.protocol.http;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.protocol.Probe.Item;
import io.github.rpcboot.protocol.Probe.OutOfStock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What the client sends, and how it reads answers that are whole.
 */
class ConnectClientTests extends ClientFixture {

	@Test
	void theRequestIsExactlyAConnectUnaryCall() {
		serve(ScriptedServer.answering(ScriptedServer.json("{\"result\":\"Hello\"}")));
		assertThat(probe().echo("World")).isEqualTo("Hello");
		ScriptedServer.Request request = server().requests().get(0);
		assertThat(request.line()).isEqualTo("POST /rpc/Probe/echo HTTP/1.1");
		assertThat(request.all("Content-Type")).containsExactly("application/json");
		assertThat(request.all("Content-Length")).containsExactly("16");
		assertThat(request.all("Connect-Protocol-Version")).containsExactly("1");
		assertThat(request.all("Rpc-Attempt")).containsExactly("1");
		assertThat(request.all("Host")).containsExactly("127.0.0.1:" + server().port());
		assertThat(request.all("User-Agent")).containsExactly("rpc-spring-boot-starter");
		assertThat(request.text()).isEqualTo("{\"text\":\"World\"}");
	}

	@Test
	void theRequestIsNeitherChunkedNorCompressedNorAsksForCompression() {
		serve(ScriptedServer.answering(ScriptedServer.json("{}")));
		probe().nothing();
		ScriptedServer.Request request = server().requests().get(0);
		assertThat(request.text()).isEqualTo("{}");
		for (String name : List.of("Transfer-Encoding", "Content-Encoding", "Accept-Encoding", "Expect", "Cookie",
				"Authorization", "Upgrade")) {
			assertThat(request.all(name)).as(name).isEmpty();
		}
	}

	@Test
	void theTimeoutSentIsWhatIsLeft() {
		serve(ScriptedServer.answering(ScriptedServer.json("{}")));
		probe().nothing();
		long sent = Long.parseLong(server().requests().get(0).header("Connect-Timeout-Ms"));
		assertThat(sent).isBetween(this.call.deadline().remainingMillis(), LONG.toMillis());
	}

	@Test
	void thePathOfTheApplicationPrecedesTheBasePath() {
		serve(ScriptedServer.answering(ScriptedServer.json("{}")));
		probe(server().url() + "/shop/", LONG).nothing();
		assertThat(server().requests().get(0).line()).isEqualTo("POST /shop/rpc/Probe/nothing HTTP/1.1");
	}

	@Test
	void aTargetThatCompressesSendsGzipAndAsksForIt() throws Exception {
		this.transport.close();
		this.transport = transport(true);
		serve(ScriptedServer.answering(ScriptedServer.json("{\"result\":\"Hello\"}")));
		assertThat(probe().echo("World")).isEqualTo("Hello");
		ScriptedServer.Request request = server().requests().get(0);
		assertThat(request.all("Content-Encoding")).containsExactly("gzip");
		assertThat(request.all("Accept-Encoding")).containsExactly("gzip");
		byte[] body = new GZIPInputStream(new ByteArrayInputStream(request.body())).readAllBytes();
		assertThat(body).asString().isEqualTo("{\"text\":\"World\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/json; charset=utf-8", "Application/JSON" })
	void theContentTypeOfAnAnswerMayNameItsCharset(String contentType) {
		serve(ScriptedServer.answering(ScriptedServer.response("200 OK", contentType, "{\"result\":\"ü\"}")));
		assertThat(probe().echo("")).isEqualTo("ü");
	}

	@Test
	void theHeaderOfANullResultMakesItNull() {
		serve(ScriptedServer.answering(
				"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nrpc-null: 1\r\nContent-Length: 2\r\n\r\n{}"));
		assertThat(probe().item(Item.example())).isNull();
	}

	@Test
	void anAnswerInChunksIsRead() {
		serve(ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
				+ "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"result\"\r\n5\r\n:\"a\"}\r\n0\r\n\r\n"));
		assertThat(probe().echo("")).isEqualTo("a");
	}

	@Test
	void anErrorIsReadWithDetailsAndPropertiesThatNobodyKnows() {
		serve(ScriptedServer.answering(ScriptedServer.response("404 Not Found", "application/json",
				"{\"code\":\"not_found\",\"message\":\"No order 7.\",\"details\":[{\"type\":\"a.B\",\"value\":\"AA\"}],"
						+ "\"more\":{\"x\":[1]}}")));
		RpcException thrown = failureOf(() -> probe().echo(""));
		assertThat(thrown.status()).isEqualTo(RpcStatus.NOT_FOUND);
		assertThat(thrown.reason()).isEqualTo("No order 7.");
		assertThat(thrown.mayHaveExecuted()).isTrue();
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.ANSWERED);
	}

	@Test
	void theCodeOfAnErrorCountsAndNotItsHttpStatus() {
		serve(ScriptedServer.answering(ScriptedServer.response("500 X", "application/json", "{\"code\":\"aborted\"}")));
		RpcException thrown = failureOf(() -> probe().echo(""));
		assertThat(thrown.status()).isEqualTo(RpcStatus.ABORTED);
		assertThat(thrown.reason()).isEqualTo("aborted");
	}

	@Test
	void aDeclaredExceptionIsMadeAgain() {
		serve(ScriptedServer.answering(ScriptedServer.response("400 X", "application/json",
				"{\"code\":\"failed_precondition\",\"message\":\"m\",\"exception\":{\"name\":\"OutOfStock\","
						+ "\"fields\":{\"message\":\"None\",\"sku\":\"A\",\"missing\":2,\"newer\":1}}}")));
		OutOfStock thrown = catchThrowableOfType(OutOfStock.class, () -> probe().reserve("A", 2));
		assertThat(thrown).hasMessage("None");
		assertThat(thrown.getMissing()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"name\":\"java.lang.Error\",\"fields\":{}}",
			"{\"name\":\"OutOfStock\",\"fields\":{\"missing\":\"x\"}}", "{\"name\":7,\"fields\":{}}", "[]",
			"{\"name\":\"OutOfStock\"}" })
	void anExceptionThatTheContractDoesNotDeclareStaysAnRpcException(String exception) {
		serve(ScriptedServer.answering(ScriptedServer.response("400 X", "application/json",
				"{\"code\":\"failed_precondition\",\"message\":\"m\",\"exception\":" + exception + "}")));
		RpcException thrown = failureOf(() -> probe().reserve("A", 2));
		assertThat(thrown.status()).isEqualTo(RpcStatus.FAILED_PRECONDITION);
		assertThat(thrown.reason()).isEqualTo("m");
	}

	@Test
	void aRefusalProvesThatTheMethodDidNotStart() {
		serve(ScriptedServer.answering("HTTP/1.1 503 X\r\nContent-Type: application/json\r\nRpc-Not-Executed: 1\r\n"
				+ "Content-Length: 39\r\n\r\n{\"code\":\"unavailable\",\"message\":\"Full\"}"));
		RpcException thrown = failureOf(() -> probe().echo(""));
		assertThat(thrown.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(thrown.mayHaveExecuted()).isFalse();
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.REFUSED);
	}

	@ParameterizedTest
	@CsvSource({ "400,INTERNAL", "401,UNAUTHENTICATED", "403,PERMISSION_DENIED", "404,UNIMPLEMENTED", "429,UNAVAILABLE",
			"431,INTERNAL", "500,UNKNOWN", "502,UNAVAILABLE", "503,UNAVAILABLE", "504,UNAVAILABLE", "204,UNKNOWN",
			"409,UNKNOWN", "418,UNKNOWN", "505,UNKNOWN" })
	void aBareHttpStatusBecomesTheCodeOfTheTable(int http, RpcStatus expected) {
		serve(ScriptedServer
			.answering("HTTP/1.1 " + http + " X\r\n" + ((http != 204) ? "Content-Length: 0\r\n" : "") + "\r\n"));
		RpcException thrown = failureOf(() -> probe().echo(""));
		assertThat(thrown.status()).isEqualTo(expected);
		assertThat(thrown.reason()).isEqualTo("The answer is HTTP " + http + " with no content type and carries no"
				+ " status of the service. Check the URL and what stands between.");
		assertThat(this.failure.failureClass())
			.isEqualTo((http >= 500) ? FailureClass.AMBIGUOUS : FailureClass.ANSWERED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "not json", "[]", "null", "\"code\"", "{}", "{\"code\":null}", "{\"code\":{}}",
			"{\"code\":\"brand_new\",\"message\":\"m\"}", "{\"code\":\"NOT_FOUND\"}", "{\"code\":5}",
			"{\"status\":404,\"error\":\"Not Found\",\"path\":\"/rpc\"}",
			"{\"code\":\"aborted\",\"code\":\"aborted\"}" })
	void anErrorWithoutAReadableCodeBecomesTheCodeOfTheTable(String body) {
		serve(ScriptedServer.answering(ScriptedServer.response("404 X", "application/json", body)));
		RpcException thrown = failureOf(() -> probe().echo(""));
		assertThat(thrown.status()).isEqualTo(RpcStatus.UNIMPLEMENTED);
		assertThat(thrown.reason()).startsWith("The answer is HTTP 404 with application/json and carries no status");
	}

	@Test
	void anHtmlPageOfAProxyIsUnavailableAndMayHaveExecuted() {
		serve(ScriptedServer.answering(ScriptedServer.response("502 Bad Gateway", "text/html", "<h1>secret</h1>")));
		RpcException thrown = failureOf(() -> probe().echo(""));
		assertThat(thrown.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(thrown.reason()).isEqualTo("The answer is HTTP 502 with text/html and carries no status of the"
				+ " service. Check the URL and what stands between.");
		assertThat(thrown.mayHaveExecuted()).isTrue();
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "application/problem+json", "application/jsonp", "text/json",
			"application/connect+json" })
	void anAnswerOfAnotherContentTypeIsNotTakenForAMessage(String contentType) {
		serve(ScriptedServer.answering(ScriptedServer.response("200 OK", contentType, "{\"result\":\"x\"}")));
		RpcException thrown = failureOf(() -> probe().echo(""));
		assertThat(thrown.status()).isEqualTo(RpcStatus.INTERNAL);
		assertThat(thrown.reason()).isEqualTo("The answer is HTTP 200 with " + contentType
				+ ", not a message of the service. Is a proxy or a login page in between?");
		assertThat(thrown.mayHaveExecuted()).isTrue();
	}

	@Test
	void aRedirectIsNotFollowed() {
		serve(ScriptedServer.answering("HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n"));
		RpcException thrown = failureOf(() -> probe().echo(""));
		assertThat(thrown.status()).isEqualTo(RpcStatus.UNKNOWN);
		assertThat(thrown.reason()).startsWith("The answer is HTTP 302 with no content type");
		assertThat(server().requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"result\":\"x", " ", "[1]", "{\"result\":7}", "{\"result\":\"x\"} {}" })
	void aMessageThatIsNotTheResultIsInternal(String body) {
		serve(ScriptedServer.answering(ScriptedServer.json(body)));
		RpcException thrown = failureOf(() -> probe().echo(""));
		assertThat(thrown.status()).isEqualTo(RpcStatus.INTERNAL);
		assertThat(thrown.reason()).startsWith("The response ");
		assertThat(thrown.mayHaveExecuted()).isTrue();
	}

}
