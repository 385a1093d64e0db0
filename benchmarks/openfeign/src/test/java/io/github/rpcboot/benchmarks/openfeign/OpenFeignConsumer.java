package io.github.rpcboot.benchmarks.openfeign;

import java.util.ArrayList;
import java.util.List;

import feign.FeignException;
import io.github.rpcboot.chaos.ConsumerProcess;
import io.github.rpcboot.chaos.Options;
import io.github.rpcboot.chaos.Verdict;
import io.github.rpcboot.chaos.Workload;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.cloud.openfeign.clientconfig.HttpClient5FeignConfiguration.HttpClientBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * A consumer by the contract of {@link ConsumerProcess}. Options with a dot are settings
 * of the application; {@code --engine-retries=true} keeps the retries of HttpClient 5.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableFeignClients(clients = { ReadClient.class, WriteClient.class })
class OpenFeignConsumer {

	public static void main(String[] args) throws Exception {
		ConsumerProcess.run(args, (options) -> open(options, args), OpenFeignConsumer::verdict);
	}

	private static Workload open(Options options, String... args) {
		List<String> settings = new ArrayList<>(List.of("spring.config.name=consumer"));
		String[] targets = options.text("targets").split(",");
		for (int i = 0; i < targets.length; i++) {
			settings.add("spring.cloud.discovery.client.simple.instances.books[" + i + "].uri=http://" + targets[i]);
		}
		ConfigurableApplicationContext context = new SpringApplicationBuilder(OpenFeignConsumer.class)
			.web(WebApplicationType.NONE)
			.properties(settings.toArray(String[]::new))
			.run(args);
		return new Clients(context, context.getBean(ReadClient.class), context.getBean(WriteClient.class));
	}

	private static Verdict verdict(Throwable failure) {
		String code = (failure instanceof FeignException feign && feign.status() > 0) ? "HTTP " + feign.status()
				: rootOf(failure).getClass().getSimpleName();
		return new Verdict(code, true, 0, String.valueOf(failure.getMessage()));
	}

	private static Throwable rootOf(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root;
	}

	/**
	 * Two layers that repeat multiply: the load balancer does it, so the engine does not.
	 */
	@Bean
	@ConditionalOnProperty(name = "engine-retries", havingValue = "false", matchIfMissing = true)
	HttpClientBuilderCustomizer oneLayerOfRetries() {
		return (builder) -> builder.disableAutomaticRetries();
	}

	/** The load balancer looks for it where its health checks are on. */
	@Bean
	RestClient healthChecks() {
		SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
		requests.setConnectTimeout(500);
		requests.setReadTimeout(500);
		return RestClient.builder().requestFactory(requests).build();
	}

	private record Clients(ConfigurableApplicationContext context, ReadClient reads,
			WriteClient writes) implements Workload {

		@Override
		public void read(long id) {
			check(id, this.reads.read(id));
		}

		@Override
		public void write(long id) {
			check(id, this.writes.write(id));
		}

		private static void check(long id, long answer) {
			if (id != answer) {
				throw new IllegalStateException("The answer to call " + answer + " came for call " + id);
			}
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

}
