package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.ConsumerInterceptor;
import io.github.rpcboot.call.FailureMapper;
import io.github.rpcboot.call.ProviderInterceptor;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.security.RpcAuthorizer;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans of the application that take part in calls do so in their order.
 */
class UsersBeansTests {

	@Test
	void interceptorsAndAuthorizersRunInTheirOrder() {
		Runners.plain().withUserConfiguration(Everything.class).run((context) -> {
			context.getBean(Everything.Client.class).hello().sayHello("World");
			assertThat(context.getBean(Everything.class).seen).containsExactly("consumer 1", "consumer 2",
					"authorizer 1", "authorizer 2", "provider 1", "provider 2");
		});
	}

	@Test
	void theFirstMapperThatKnowsAnExceptionDecides() throws IOException {
		try (RunningApplication application = RunningApplication.web(Mappers.class)) {
			HttpResponse<String> answer = application.post("/rpc/Hello/sayHello", "{\"name\":\"World\"}");
			assertThat(answer.statusCode()).isEqualTo(404);
			assertThat(answer.body()).isEqualTo("{\"code\":\"not_found\",\"message\":\"first\"}");
		}
	}

	@Test
	void anAuthorizerDecidesBeforeTheBodyIsRead() throws IOException {
		try (RunningApplication application = RunningApplication.web(Denying.class)) {
			HttpResponse<String> answer = application.post("/rpc/Hello/sayHello", "this is no JSON");
			assertThat(answer.statusCode()).isEqualTo(403);
			assertThat(answer.body())
				.isEqualTo("{\"code\":\"permission_denied\",\"message\":\"The caller may not call Hello/sayHello.\"}");
		}
	}

	@Test
	void anAuthorizerIsNotAskedForWhatIsNotThere() throws IOException {
		try (RunningApplication application = RunningApplication.web(Denying.class)) {
			assertThat(application.post("/rpc/Hello/nothing", "{}").statusCode()).isEqualTo(501);
			assertThat(application.post("/rpc/Nothing/sayHello", "{}").statusCode()).isEqualTo(501);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ HelloBean.class, Everything.Client.class })
	static class Everything {

		private final List<String> seen = new CopyOnWriteArrayList<>();

		private RpcReply note(String name, RpcCall call, RpcHandler next) {
			this.seen.add(name);
			return next.handle(call);
		}

		@Bean
		@Order(2)
		ConsumerInterceptor secondConsumer() {
			return (call, next) -> note("consumer 2", call, next);
		}

		@Bean
		@Order(1)
		ConsumerInterceptor firstConsumer() {
			return (call, next) -> note("consumer 1", call, next);
		}

		@Bean
		@Order(2)
		ProviderInterceptor secondProvider() {
			return (call, next) -> note("provider 2", call, next);
		}

		@Bean
		@Order(1)
		ProviderInterceptor firstProvider() {
			return (call, next) -> note("provider 1", call, next);
		}

		@Bean
		@Order(2)
		RpcAuthorizer secondAuthorizer() {
			return (call) -> this.seen.add("authorizer 2");
		}

		@Bean
		@Order(1)
		RpcAuthorizer firstAuthorizer() {
			return (call) -> this.seen.add("authorizer 1");
		}

		record Client(@RemoteReference("inprocess://local") Hello hello) {
		}

	}

	@Auto
	static class Mappers {

		@Bean
		@RemoteService
		Hello hello() {
			return (name) -> {
				throw new IllegalStateException(name);
			};
		}

		@Bean
		@Order(2)
		FailureMapper second() {
			return (call, thrown) -> RpcFailure.answered(RpcStatus.ABORTED, "second");
		}

		@Bean
		@Order(1)
		FailureMapper first() {
			return (call, thrown) -> (thrown instanceof IllegalStateException)
					? RpcFailure.answered(RpcStatus.NOT_FOUND, "first") : null;
		}

	}

	@Auto
	@Import(HelloBean.class)
	static class Denying {

		@Bean
		RpcAuthorizer denying() {
			return (call) -> false;
		}

	}

}
