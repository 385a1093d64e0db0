package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Real applications that call each other.
 */
class WebApplicationTests {

	private static final String WORLD = "{\"name\":\"World\"}";

	private static final String GREETING = "{\"result\":\"Hello, World\"}";

	@Test
	void theCurlOfTheProductPageIsAnswered() throws IOException {
		try (RunningApplication provider = RunningApplication.web(Provider.class)) {
			HttpResponse<String> answer = provider.post("/rpc/Hello/sayHello", WORLD);
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.headers().firstValue("content-type")).contains("application/json");
			assertThat(answer.body()).isEqualTo(GREETING);
		}
	}

	@Test
	void aConsumerThatIsNoWebApplicationCallsAProvider() {
		try (RunningApplication provider = RunningApplication.web(Provider.class);
				RunningApplication consumer = RunningApplication.withoutWeb(Consumer.class,
						"rpc.endpoints.demo-provider=" + provider.url())) {
			assertThat(consumer.bean(Greeter.class).hello().sayHello("World")).isEqualTo("Hello, World");
		}
	}

	@Test
	void aContextPathPrecedesTheBasePathAndStandsInTheUrl() throws IOException {
		try (RunningApplication provider = RunningApplication.web(Provider.class, "server.servlet.context-path=/shop");
				RunningApplication consumer = RunningApplication.withoutWeb(Consumer.class,
						"rpc.endpoints.demo-provider=" + provider.url())) {
			assertThat(provider.url()).endsWith("/shop");
			assertThat(provider.post("/rpc/Hello/sayHello", WORLD).body()).isEqualTo(GREETING);
			assertThat(consumer.bean(Greeter.class).hello().sayHello("World")).isEqualTo("Hello, World");
		}
	}

	@Test
	void bothSidesMayAgreeOnAnotherBasePath() throws IOException {
		try (RunningApplication provider = RunningApplication.web(Provider.class, "rpc.provider.base-path=/api/calls");
				RunningApplication consumer = RunningApplication.withoutWeb(Consumer.class,
						"rpc.endpoints.demo-provider=" + provider.url(),
						"rpc.consumer.targets.demo-provider.base-path=/api/calls")) {
			assertThat(provider.post("/api/calls/Hello/sayHello", WORLD).body()).isEqualTo(GREETING);
			assertThat(provider.post("/rpc/Hello/sayHello", WORLD).statusCode()).isEqualTo(404);
			assertThat(consumer.bean(Greeter.class).hello().sayHello("World")).isEqualTo("Hello, World");
		}
	}

	@Test
	void anApplicationWithoutServicesAnswersNothingBelowTheBasePath() throws IOException {
		try (RunningApplication consumer = RunningApplication.web(Consumer.class,
				"rpc.endpoints.demo-provider=http://127.0.0.1:1")) {
			assertThat(consumer.post("/rpc/Hello/sayHello", WORLD).body()).doesNotContain("unimplemented");
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "There are no virtual threads before JDK 21.")
	void withVirtualThreadsTheBeanRunsOnOne() {
		AtomicReference<String> thread = new AtomicReference<>();
		try (RunningApplication provider = RunningApplication.web(ThreadProvider.class,
				"spring.threads.virtual.enabled=true");
				RunningApplication consumer = RunningApplication.withoutWeb(Consumer.class,
						"rpc.endpoints.demo-provider=" + provider.url(), "spring.threads.virtual.enabled=true")) {
			thread.set(consumer.bean(Greeter.class).hello().sayHello("World"));
		}
		assertThat(thread.get()).startsWith("VirtualThread[");
	}

	@Test
	void aCallWithinOneApplicationNeedsNoServer() {
		try (RunningApplication application = RunningApplication.withoutWeb(Both.class,
				"rpc.endpoints.demo-provider=inprocess://local")) {
			assertThat(application.bean(Greeter.class).hello().sayHello("World")).isEqualTo("Hello, World");
		}
	}

	@Test
	void theJacksonCustomizersOfTheApplicationApply() throws IOException {
		try (RunningApplication provider = RunningApplication.web(Customized.class)) {
			assertThat(provider.post("/rpc/Shop/describe", "{\"unit_price\":5}").body())
				.isEqualTo("{\"unit_price\":5}");
		}
	}

	@Test
	void aBeanBehindAnAopProxyIsCalledThroughIt() throws IOException {
		try (RunningApplication provider = RunningApplication.web(Proxied.class)) {
			assertThat(provider.post("/rpc/Hello/sayHello", WORLD).body()).isEqualTo("{\"result\":\"advised\"}");
		}
	}

	@Test
	void aLazyBeanIsMadeByItsFirstCall() throws IOException {
		try (RunningApplication provider = RunningApplication.web(Provider.class,
				"spring.main.lazy-initialization=true")) {
			assertThat(provider.post("/rpc/Hello/sayHello", WORLD).body()).isEqualTo(GREETING);
		}
	}

	@Test
	void theApplicationsOwnMapperStaysAsItIs() {
		try (RunningApplication provider = RunningApplication.web(Provider.class)) {
			JsonMapper mapper = provider.bean(JsonMapper.class);
			assertThatNoException().isThrownBy(() -> mapper.readValue("{\"name\":\"a\",\"name\":\"b\"}", Object.class));
		}
	}

	@Auto
	@Import(HelloBean.class)
	static class Provider {

	}

	@Auto
	@Import(Greeter.class)
	static class Consumer {

	}

	@Auto
	@Import({ HelloBean.class, Greeter.class })
	static class Both {

	}

	record Greeter(@RemoteReference("demo-provider") Hello hello) {
	}

	@Auto
	static class ThreadProvider {

		@Bean
		@RemoteService
		Hello hello() {
			return (name) -> Thread.currentThread().toString();
		}

	}

	record Item(int unitPrice) {
	}

	interface Shop {

		Item describe(Item item);

	}

	@Auto
	static class Customized {

		@Bean
		@RemoteService
		Shop shop() {
			return (item) -> item;
		}

		@Bean
		JsonMapperBuilderCustomizer snakeCase() {
			return (builder) -> builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
		}

	}

	@Auto
	static class Proxied {

		@Bean
		@RemoteService
		Hello hello() {
			ProxyFactory factory = new ProxyFactory(new HelloBean());
			factory.addAdvice((MethodInterceptor) (invocation) -> "advised");
			return (Hello) factory.getProxy();
		}

	}

}
