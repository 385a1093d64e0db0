package io.github.rpcboot.autoconfigure.rest;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import feign.Capability;
import feign.Client;
import feign.Request;
import feign.RequestInterceptor;
import feign.codec.ErrorDecoder;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.RunningApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.openfeign.FeignBuilderCustomizer;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What an application customizes of OpenFeign, and how a contract finds its service. */
public class RestMappingDetailsTests {

	private static RunningApplication foreign;

	@BeforeAll
	static void start() {
		foreign = RunningApplication.web(ForeignShop.class, "rpc.enabled=false");
	}

	@AfterAll
	static void stop() {
		foreign.close();
	}

	@Test
	void aPathOnTheInterfaceComesBeforeThoseOfTheMethods() {
		try (RunningApplication consumer = RunningApplication.web(Plain.class,
				"rpc.endpoints.foreign-shop=" + foreign.url())) {
			assertThat(consumer.bean(Clients.class).absolute().echo("a")).isEqualTo("a");
			assertThat(consumer.bean(Clients.class).absolute().headers()).endsWith(" text/plain");
		}
	}

	@Test
	void theUrlOfTheAnnotationCountsUnlessOneIsConfigured() {
		try (RunningApplication consumer = RunningApplication.web(WithUrl.class, "shop.url=" + foreign.url())) {
			assertThat(consumer.bean(Named.class).shop().echo("a")).isEqualTo("a");
		}
		try (RunningApplication consumer = RunningApplication.web(WithUrl.class, "shop.url=http://127.0.0.1:1",
				"rpc.endpoints.with-url=" + foreign.url())) {
			assertThat(consumer.bean(Named.class).shop().echo("a")).isEqualTo("a");
		}
	}

	@Test
	void anExceptionOfTheApplicationsOwnDecoderArrivesAsItIs() {
		try (RunningApplication consumer = RunningApplication.web(Customized.class,
				"rpc.endpoints.foreign-shop=" + foreign.url())) {
			AbsoluteShop shop = consumer.bean(Clients.class).absolute();

			assertThatExceptionOfType(OutOfStock.class).isThrownBy(() -> shop.fail(409)).withMessage("409");
			assertThat(catchThrowableOfType(RpcException.class, () -> shop.fail(500)).status())
				.isEqualTo(RpcStatus.INTERNAL);
		}
	}

	@Test
	void interceptorsCapabilitiesAndCustomizersAreHonoured() {
		try (RunningApplication consumer = RunningApplication.web(Customized.class,
				"rpc.endpoints.foreign-shop=" + foreign.url())) {
			assertThat(consumer.bean(Clients.class).absolute().headers()).startsWith("first second ");
			assertThat(consumer.bean(Customized.class).enriched).hasPositiveValue();
		}
	}

	@Test
	void theReadTimeoutOfTheApplicationsOptionsEndsAnAttempt() {
		try (RunningApplication consumer = RunningApplication.web(Impatient.class,
				"rpc.endpoints.foreign-shop=" + foreign.url(), "rpc.consumer.timeout=20s")) {
			RpcException failure = catchThrowableOfType(RpcException.class,
					() -> consumer.bean(Clients.class).absolute().slow());

			assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		}
	}

	@Test
	void anInterceptorThatFailsSendsNothing() {
		try (RunningApplication consumer = RunningApplication.web(Broken.class,
				"rpc.endpoints.foreign-shop=" + foreign.url())) {
			RpcException failure = catchThrowableOfType(RpcException.class,
					() -> consumer.bean(Clients.class).absolute().echo("a"));

			assertThat(failure.mayHaveExecuted()).isFalse();
			assertThat(failure).hasMessageContaining("no token");
		}
	}

	@Test
	void anAnswerThatIsNoResultIsAnErrorAndNotNull() {
		try (RunningApplication consumer = RunningApplication.web(Plain.class,
				"rpc.endpoints.foreign-shop=" + foreign.url())) {
			RpcException failure = catchThrowableOfType(RpcException.class,
					() -> consumer.bean(Clients.class).absolute().number("text"));

			assertThat(failure.status()).isEqualTo(RpcStatus.INTERNAL);
			assertThat(failure).hasMessageContaining("cannot be read as its result");
		}
	}

	@RequestMapping(path = "${shop.root:shop/}", produces = "text/plain")
	interface AbsoluteShop {

		@GetMapping("echo/{text}")
		String echo(@PathVariable("text") String text);

		@GetMapping("/echo/{text}")
		List<Integer> number(@PathVariable("text") String text);

		@GetMapping("/all-headers")
		String headers();

		@GetMapping(path = "/fail/{status}", produces = "application/json")
		String fail(@PathVariable("status") int status);

		@GetMapping("/slow")
		String slow();

	}

	@FeignClient(name = "with-url", url = "${shop.url}", path = "shop/")
	interface WithUrlShop {

		@GetMapping("/echo/{text}")
		String echo(@PathVariable("text") String text);

	}

	record Clients(AbsoluteShop absolute) {
	}

	record Named(WithUrlShop shop) {
	}

	static final class OutOfStock extends RuntimeException {

		private static final long serialVersionUID = 1L;

		OutOfStock(String message) {
			super(message);
		}

	}

	/** Public, since OpenFeign calls it by reflection. */
	public static final class Counting implements Capability {

		private final AtomicInteger count;

		Counting(AtomicInteger count) {
			this.count = count;
		}

		@Override
		public Client enrich(Client client) {
			return (request, options) -> {
				this.count.incrementAndGet();
				return client.execute(request, options);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain {

		@Bean
		Clients clients(@RemoteReference("foreign-shop") AbsoluteShop absolute) {
			return new Clients(absolute);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithUrl {

		@Bean
		Named named(@RemoteReference WithUrlShop shop) {
			return new Named(shop);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customized extends Plain {

		private final AtomicInteger enriched = new AtomicInteger();

		@Bean
		ErrorDecoder errors() {
			ErrorDecoder usual = new ErrorDecoder.Default();
			return (method, response) -> (response.status() == 409) ? new OutOfStock("409")
					: usual.decode(method, response);
		}

		@Bean
		RequestInterceptor first() {
			return (template) -> template.header("X-Tenant", "first");
		}

		@Bean
		FeignBuilderCustomizer second() {
			return (builder) -> builder.requestInterceptor((template) -> template.header("X-Intercepted", "second"));
		}

		@Bean
		Capability counting() {
			return new Counting(this.enriched);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Impatient extends Plain {

		@Bean
		Request.Options options() {
			return new Request.Options(1, TimeUnit.SECONDS, 200, TimeUnit.MILLISECONDS, true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Broken extends Plain {

		@Bean
		RequestInterceptor broken() {
			return (template) -> {
				throw new IllegalStateException("There is no token");
			};
		}

	}

}
