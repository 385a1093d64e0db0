package io.github.rpcboot.autoconfigure.rest;

import java.util.Arrays;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.autoconfigure.RunningApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys of OpenFeign that no client of its own uses any more. */
@ExtendWith(OutputCaptureExtension.class)
class OpenFeignKeysTests {

	private static final String WARNING = "What is set below 'spring.cloud.openfeign.client.config' does nothing";

	private static void start(Class<?> configuration, String... properties) {
		String[] all = Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "rpc.endpoints.shop=http://127.0.0.1:1";
		RunningApplication.web(configuration, all).close();
	}

	@Test
	void keysThatDoNothingAreToldOnce(CapturedOutput output) {
		start(Consumer.class, "spring.cloud.openfeign.client.config.default.read-timeout=1000");

		assertThat(output.getOut().split(WARNING, -1)).hasSize(2);
	}

	@Test
	void withoutKeysNothingIsTold(CapturedOutput output) {
		start(Consumer.class);

		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void keysMayBeThoseOfClientsOfOpenFeign(CapturedOutput output) {
		start(Both.class, "spring.cloud.openfeign.client.config.default.read-timeout=1000");

		assertThat(output).doesNotContain(WARNING);
	}

	interface Names {

		@GetMapping("/names")
		String names();

	}

	interface Numbers {

		@GetMapping("/numbers")
		String numbers();

	}

	@FeignClient(name = "old", url = "http://127.0.0.1:1")
	interface Old {

		@GetMapping("/old")
		String old();

	}

	static class Customer {

		Customer(@RemoteReference("shop") Names names, @RemoteReference("shop") Numbers numbers) {
			assertThat(names).isNotSameAs(numbers);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Customer.class)
	static class Consumer {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableFeignClients(clients = Old.class)
	@Import(Customer.class)
	static class Both {

	}

}
