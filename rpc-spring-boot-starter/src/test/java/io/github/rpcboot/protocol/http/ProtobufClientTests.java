package io.github.rpcboot.protocol.http;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.HttpClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the client sends in protobuf, and how it reads answers.
 */
class ProtobufClientTests extends ClientFixture {

	@Override
	Transport transport(HttpTransport.Settings settings) {
		return HttpClients.sockets(this.rpc, this.rpc.protobuf(), settings);
	}

	private static String proto(String body) {
		return ScriptedServer.response("200 OK", "application/proto", body);
	}

	@Test
	void theRequestIsExactlyAConnectUnaryCall() {
		serve(ScriptedServer.answering(proto("\n\5Hello")));
		assertThat(probe().echo("World")).isEqualTo("Hello");
		ScriptedServer.Request request = server().requests().get(0);
		assertThat(request.all("Content-Type")).containsExactly("application/proto");
		assertThat(request.all("Connect-Protocol-Version")).containsExactly("1");
		assertThat(request.text()).isEqualTo("\n\5World");
	}

	@Test
	void anEmptyMessageIsAMessage() {
		serve(ScriptedServer.answering(proto("")));
		assertThat(probe().echo("World")).isNull();
		probe().nothing();
	}

	@Test
	void errorsAreReadFromJson() {
		serve(ScriptedServer.answering(ScriptedServer.response("404 Not Found", "application/json",
				ServerFixture.error("not_found", "Gone."))));
		RpcException failure = failureOf(() -> probe().echo("x"));
		assertThat(failure.status()).isEqualTo(RpcStatus.NOT_FOUND);
		assertThat(failure.reason()).isEqualTo("Gone.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n\5He" })
	void anAnswerWhoseEndNobodyToldIsNoAnswer(String body) {
		serve(ScriptedServer.answeringAndClosing("HTTP/1.1 200 OK\r\nContent-Type: application/proto\r\n\r\n" + body));
		RpcException failure = failureOf(() -> probe().echo("x"));
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(failure.reason()).isEqualTo("The answer tells no length, so that nobody knows whether it is whole.");
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
	}

	@Test
	void anAnswerInAnotherFormatIsNotOfTheService() {
		serve(ScriptedServer.answering(ScriptedServer.json("{}")));
		RpcException failure = failureOf(() -> probe().echo("x"));
		assertThat(failure.status()).isEqualTo(RpcStatus.INTERNAL);
		assertThat(failure.reason()).startsWith("The answer is HTTP 200 with application/json, not a message");
	}

	@Test
	void hostileBytesAreAFailureOfTheAnswerThatNamesThePath() {
		serve(ScriptedServer.answering(proto("\n\5He")));
		RpcException failure = failureOf(() -> probe().echo("x"));
		assertThat(failure.status()).isEqualTo(RpcStatus.INTERNAL);
		assertThat(failure.reason()).isEqualTo("The response is not a well-formed protobuf message at '$.result'.");
		assertThat(failure.mayHaveExecuted()).isTrue();
	}

}
