package io.github.rpcboot.security;

import java.io.IOException;
import java.net.http.HttpResponse;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.Auto;
import io.github.rpcboot.autoconfigure.Hello;
import io.github.rpcboot.autoconfigure.HelloBean;
import io.github.rpcboot.autoconfigure.RunningApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The static bearer token of the first five minutes.
 */
class TokenTests {

	private static final String WORLD = "{\"name\":\"World\"}";

	private static final String REFUSAL = "{\"code\":\"unauthenticated\",\"message\":\"The call carries no valid token. "
			+ "Send 'Authorization: Bearer <token>'; a consumer of this starter sets "
			+ "'rpc.consumer.targets.<application>.token'.\"}";

	private static RunningApplication provider;

	@BeforeAll
	static void start() {
		provider = RunningApplication.web(Provider.class, "rpc.provider.token=s3cr3t");
	}

	@AfterAll
	static void stop() {
		provider.close();
	}

	@Test
	void theNameOfTheSchemeMayBeInEitherCase() throws IOException {
		assertThat(provider.post("/rpc/Hello/sayHello", WORLD, "Authorization", "bearer s3cr3t").statusCode())
			.isEqualTo(200);
	}

	@Test
	void theRightTokenIsLetIn() throws IOException {
		assertThat(provider.post("/rpc/Hello/sayHello", WORLD, "Authorization", "Bearer s3cr3t").statusCode())
			.isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer wrong", "Bearer s3cr3", "Bearer s3cr3tt", "s3cr3t", "Basic czNjcjN0", "Bearer" })
	void aWrongTokenIsRefused(String authorization) throws IOException {
		assertRefused(provider.post("/rpc/Hello/sayHello", WORLD, "Authorization", authorization));
	}

	@Test
	void aMissingTokenIsRefused() throws IOException {
		assertRefused(provider.post("/rpc/Hello/sayHello", WORLD));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/rpc/Hello/nothing", "/rpc/Nothing/sayHello", "/rpc/Nothing", "/rpc/" })
	void withoutTheTokenNobodyLearnsWhatIsThere(String path) throws IOException {
		assertRefused(provider.post(path, WORLD));
	}

	@Test
	void withoutTheTokenNobodyLearnsWhichMethodsMayBeRead() throws IOException {
		assertThat(provider.get("/rpc/Hello/sayHello?encoding=json&message=%7B%7D").body())
			.isEqualTo(provider.get("/rpc/Nothing/there?encoding=json&message=%7B%7D").body())
			.isEqualTo(REFUSAL);
	}

	@ParameterizedTest
	@CsvSource({ "Connect-Protocol-Version, 2", "Connect-Timeout-Ms, nonsense", "Content-Encoding, br" })
	void withoutTheTokenNobodyLearnsWhatIsWrongWithARequest(String header, String value) throws IOException {
		assertRefused(provider.post("/rpc/Hello/sayHello", WORLD, header, value));
		assertThat(provider.post("/rpc/Hello/sayHello", WORLD, header, value, "Authorization", "Bearer s3cr3t")
			.statusCode()).isIn(400, 501);
	}

	@Test
	void theTokenIsAskedForBeforeTheBodyIsRead() throws IOException {
		assertRefused(provider.post("/rpc/Hello/sayHello", "this is no JSON"));
	}

	@Test
	void aConsumerSendsItsToken() {
		assertThat(call("s3cr3t")).isEqualTo("Hello, World");
	}

	@Test
	void aConsumerWithAWrongTokenSeesUnauthenticated() {
		RpcException failure = catchThrowableOfType(RpcException.class, () -> call("wrong"));
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAUTHENTICATED);
		assertThat(failure.getMessage()).doesNotContain("wrong").doesNotContain("s3cr3t");
	}

	private static String call(String token) {
		try (RunningApplication consumer = RunningApplication.web(Consumer.class,
				"rpc.endpoints.demo-provider=" + provider.url(), "rpc.consumer.targets.demo-provider.token=" + token)) {
			return consumer.bean(Greeter.class).hello().sayHello("World");
		}
	}

	private static void assertRefused(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
		assertThat(answer.body()).isEqualTo(REFUSAL);
	}

	@Auto
	@Import(HelloBean.class)
	static class Provider {

	}

	@Auto
	@Import(Greeter.class)
	static class Consumer {

	}

	record Greeter(@RemoteReference("demo-provider") Hello hello) {
	}

}
