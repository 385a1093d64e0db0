package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/** Mistakes in contracts that are mapped to REST stop the start, and say what to do. */
class RestContractReportsTests {

	private static final String SHOP = "rpc.endpoints.shop=http://127.0.0.1:1";

	@Test
	void aPlaceholderThatNothingResolvesIsReported() {
		FailureAnalysis report = Reports.ofStart(Placeholders.class, SHOP);

		assertThat(report.getDescription()).startsWith("The mapping of '" + Placeholder.class.getName()
				+ "' cannot be read: The path '/${nowhere}/items' of find has a placeholder that nothing resolves.");
		assertThat(report.getAction()).isEqualTo("Correct the annotations of the contract.");
	}

	@Test
	void twoBodiesWithoutAnnotationsAreReported() {
		assertThat(Reports.ofStart(Bodies.class, SHOP).getDescription()).startsWith("The mapping of '"
				+ TwoBodies.class.getName() + "' cannot be read: Method has too many Body parameters:");
	}

	@Test
	void aUrlOfAnotherProtocolIsReported() {
		FailureAnalysis report = Reports.ofStart(Good.class, "rpc.endpoints.shop=inprocess://local");

		assertThat(report.getDescription()).isEqualTo(
				"Items/find is mapped to HTTP by annotations, and the URL of its application is not an HTTP one.");
		assertThat(report.getAction()).isEqualTo("Write a URL that begins with 'http://' or 'https://'.");
	}

	@Test
	void aMappedContractTakesSpringMvc() {
		FailureAnalysis report = Reports.ofStart(RunningApplication.builder(WebApplicationType.NONE, Provider.class)
			.properties(RunningApplication.withoutSecurity()));

		assertThat(report.getDescription()).isEqualTo("The bean 'items' has @RemoteService, and its contract 'Items' "
				+ "is mapped to REST, which takes Spring MVC.");
		assertThat(report.getAction())
			.isEqualTo("Make this a servlet web application with Spring MVC, or take the mapping off the contract.");
	}

	@Test
	void aMappingThatAControllerHasIsReported() {
		FailureAnalysis report = Reports.ofStart(RunningApplication.builder(WebApplicationType.SERVLET, Taken.class)
			.properties(RunningApplication.withoutSecurity()));

		assertThat(report.getDescription())
			.startsWith("The bean 'items' has @RemoteService, and its mapping {GET [/items]} is taken by ")
			.endsWith("Other#other().");
		assertThat(report.getAction()).isEqualTo("Take one of the two mappings away, or give one another path.");
	}

	interface Placeholder {

		@GetMapping("/${nowhere}/items")
		String find();

	}

	interface TwoBodies {

		@PostMapping("/items")
		String add(String one, String other);

	}

	interface Items {

		@GetMapping("/items")
		String find();

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Placeholders {

		@Bean
		Object customer(@RemoteReference("shop") Placeholder shop) {
			return shop;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Bodies {

		@Bean
		Object customer(@RemoteReference("shop") TwoBodies shop) {
			return shop;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Good {

		@Bean
		Object customer(@RemoteReference("shop") Items shop) {
			return shop;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Provider {

		@Bean
		@RemoteService
		Items items() {
			return () -> "x";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Provider.class, Taken.Other.class })
	static class Taken {

		@RestController
		static class Other {

			@GetMapping("/items")
			String other() {
				return "other";
			}

		}

	}

}
