package io.github.rpcboot.autoconfigure.rest;

import java.util.Arrays;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.autoconfigure.RunningApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.ApiVersionInserter;
import org.springframework.web.service.annotation.GetExchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What an application customizes of Spring's HTTP service clients. */
@ExtendWith(OutputCaptureExtension.class)
class ExchangeClientsTests {

	private static RunningApplication foreign;

	@BeforeAll
	static void start() {
		foreign = RunningApplication.web(Foreign.class);
	}

	@AfterAll
	static void stop() {
		foreign.close();
	}

	private static RunningApplication consumer(Class<?> configuration, String... properties) {
		String[] all = Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "rpc.endpoints.shop=" + foreign.url();
		return RunningApplication.web(configuration, all);
	}

	@Test
	void customizersOfTheApplicationCountButForWhereRequestsGo() {
		try (RunningApplication consumer = consumer(Customized.class)) {
			assertThat(consumer.bean(Customer.class).shop().headers()).isEqualTo("blue intercepted 1.2");
		}
	}

	@Test
	void aVersionGoesWhereTheInserterSays() {
		try (RunningApplication consumer = consumer(Versioned.class)) {
			assertThat(consumer.bean(Customer.class).shop().headers()).isEqualTo("null null 1.2");
		}
	}

	@Test
	void aVersionThatGoesNowhereFailsTheStart() {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> consumer(Plain.class))
			.havingRootCause()
			.withMessageContaining("says a version at 'headers', and nothing says where it stands in a request");
	}

	@Test
	void settingsThatDoNothingAreTold(CapturedOutput output) {
		try (RunningApplication consumer = consumer(Versioned.class,
				"spring.http.serviceclient.shop.base-url=http://localhost:1")) {
			assertThat(output).contains("What is set below 'spring.http.serviceclient' does nothing");
		}
	}

	/** A version that the service chooses by. */
	interface VersionedShop {

		@GetExchange(url = "/headers", version = "1.2")
		String headers();

	}

	static class Customer {

		private final VersionedShop shop;

		Customer(@RemoteReference("shop") VersionedShop shop) {
			this.shop = shop;
		}

		VersionedShop shop() {
			return this.shop;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Customer.class)
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Customer.class)
	static class Versioned {

		@Bean
		ApiVersionInserter versions() {
			return ApiVersionInserter.useHeader("X-Version");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Customer.class)
	static class Customized {

		@Bean
		RestClientCustomizer shop() {
			return (builder) -> builder.baseUrl("http://elsewhere.invalid")
				.defaultHeader("X-Tenant", "blue")
				.apiVersionInserter(ApiVersionInserter.useHeader("X-Version"))
				.requestInterceptor((request, body, execution) -> {
					request.getHeaders().set("X-Intercepted", "intercepted");
					return execution.execute(request, body);
				});
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Foreign.Controller.class)
	static class Foreign {

		@RestController
		static class Controller {

			@GetMapping("/headers")
			String headers(@RequestHeader(name = "X-Tenant", required = false) String tenant,
					@RequestHeader(name = "X-Intercepted", required = false) String intercepted,
					@RequestHeader("X-Version") String version) {
				return tenant + " " + intercepted + " " + version;
			}

		}

	}

}
