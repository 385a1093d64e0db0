package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import feign.Client;
import feign.Request;
import feign.Response;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A {@code feign.Client} of the application's own carries the calls; Spring Cloud's do
 * not.
 */
class FeignClientChoiceTests {

	private static final String CLOUD = "org.springframework.cloud.openfeign.simulated.SimulatedAutoConfiguration";

	/** Port 1 refuses, so an answer comes from a client of the application's own. */
	private final ApplicationContextRunner runner = Runners.plain()
		.withUserConfiguration(Consumer.class)
		.withPropertyValues("rpc.endpoints.demo-provider=http://127.0.0.1:1");

	@Test
	void theApplicationsOwnClientCarriesTheCalls() {
		this.runner.withUserConfiguration(OwnClient.class).run((context) -> {
			Hello hello = context.getBean(Greeter.class).hello();
			assertThat(hello.sayHello("World")).isEqualTo("from Feign");
			assertThat(context.getBean(Recording.class).requests).singleElement().satisfies((request) -> {
				assertThat(request.url()).isEqualTo("http://127.0.0.1:1/rpc/Hello/sayHello");
				assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("{\"name\":\"World\"}");
			});
		});
	}

	@Test
	void clientsOfSpringCloudAreIgnored(@TempDir Path directory) throws Exception {
		try (URLClassLoader loader = CompiledClasses.compile(directory, Map.of(CLOUD, """
				@org.springframework.context.annotation.Configuration
				public class SimulatedAutoConfiguration {
					@org.springframework.context.annotation.Bean
					public feign.Client feignClient() {
						return (request, options) -> { throw new IllegalStateException("Spring Cloud's"); };
					}
				}"""))) {
			this.runner.withClassLoader(loader)
				.withUserConfiguration(loader.loadClass(CLOUD))
				.run((context) -> assertThatExceptionOfType(RpcException.class)
					.isThrownBy(() -> context.getBean(Greeter.class).hello().sayHello("World"))
					.withMessageContaining("127.0.0.1:1 does not accept connections"));
		}
	}

	@Test
	void severalClientsOfTheApplicationAreRefused() {
		FailureAnalysis report = Reports.ofStart(Two.class, "rpc.endpoints.demo-provider=http://127.0.0.1:1");
		assertThat(report.getDescription()).isEqualTo("There are several beans of type feign.Client: [first, second].");
		assertThat(report.getAction()).isEqualTo("Leave one of them, which then carries the calls.");
	}

	record Greeter(Hello hello) {
	}

	@Configuration(proxyBeanMethods = false)
	static class Consumer {

		@Bean
		Greeter greeter(@RemoteReference("demo-provider") Hello hello) {
			return new Greeter(hello);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Recording.class)
	static class OwnClient {

	}

	@Auto
	@Import(Consumer.class)
	static class Two {

		@Bean
		Client first() {
			return new Recording();
		}

		@Bean
		Client second() {
			return new Recording();
		}

	}

	static class Recording implements Client {

		private final List<Request> requests = new CopyOnWriteArrayList<>();

		@Override
		public Response execute(Request request, Request.Options options) throws IOException {
			this.requests.add(request);
			return Response.builder()
				.request(request)
				.status(200)
				.headers(Map.of("content-type", List.of("application/json")))
				.body("{\"result\":\"from Feign\"}", StandardCharsets.UTF_8)
				.build();
		}

	}

}
