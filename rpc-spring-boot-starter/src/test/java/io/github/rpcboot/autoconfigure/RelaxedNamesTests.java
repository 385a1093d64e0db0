package io.github.rpcboot.autoconfigure;

import java.util.List;
import java.util.Map;

import io.github.rpcboot.autoconfigure.RpcProperties.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names are equal if they are so without case, {@code -}, {@code _} and {@code .}.
 */
class RelaxedNamesTests {

	private static final Map<String, Object> FILE = Map.of("rpc.endpoints.demo-provider", "http://file:1",
			"rpc.consumer.targets.demo-provider.timeout", "2s", "rpc.consumer.targets.demo-provider.token",
			"file-token", "rpc.consumer.targets.demo-provider.services.Hello.timeout", "1s",
			"rpc.consumer.targets.demo-provider.services.Hello.methods.sayHello.timeout", "500ms");

	@ParameterizedTest
	@CsvSource({ "demo-provider, demoProvider", "demoProvider, demo-provider", "demo_provider, demo-provider",
			"DemoProvider, demo.provider", "[demo.provider], demo-provider" })
	void aReferenceMayWriteTheNameInAnotherWay(String key, String reference) {
		RpcSettings settings = settings(Map.of(), Map.of("rpc.endpoints." + key, "http://file:1"));
		assertThat(settings.application(reference)).isNotNull();
		assertThat(settings.application("demoprovide")).isNull();
	}

	@Test
	void aVariableOverridesTheEndpointsOfTheFile() {
		RpcSettings settings = settings(Map.of("RPC_ENDPOINTS_DEMOPROVIDER", "http://variable:2,http://variable:3"),
				FILE);
		assertThat(settings.applications()).hasSize(1);
		assertThat(settings.applications().get(0).urls()).containsExactly("http://variable:2", "http://variable:3");
		assertThat(settings.applications().get(0).name()).isEqualTo("demo-provider");
	}

	@Test
	void aVariableWithUnderscoresBetweenTheWordsOverridesToo() {
		RpcSettings settings = settings(Map.of("RPC_ENDPOINTS_DEMO_PROVIDER", "http://variable:2"), FILE);
		assertThat(settings.applications()).hasSize(1);
		assertThat(settings.applications().get(0).urls()).containsExactly("http://variable:2");
	}

	@Test
	void numberedVariablesMakeAList() {
		RpcSettings settings = settings(Map.of("RPC_ENDPOINTS_DEMOPROVIDER_0", "http://variable:2",
				"RPC_ENDPOINTS_DEMOPROVIDER_1", "http://variable:3"), FILE);
		assertThat(settings.applications().get(0).urls()).containsExactly("http://variable:2", "http://variable:3");
	}

	@Test
	void aVariableOfATargetIsMergedWithItsOtherSettings() {
		Target target = target(Map.of("RPC_CONSUMER_TARGETS_DEMOPROVIDER_TIMEOUT", "7s"));
		assertThat(target.timeout()).hasSeconds(7);
		assertThat(target.token()).isEqualTo("file-token");
		assertThat(target.services()).containsOnlyKeys("Hello");
	}

	@Test
	void aVariableOfAServiceIsMergedWithItsMethods() {
		Target target = target(Map.of("RPC_CONSUMER_TARGETS_DEMOPROVIDER_SERVICES_HELLO_TIMEOUT", "7s"));
		assertThat(target.timeout()).hasSeconds(2);
		assertThat(target.services().values()).isNotEmpty().allSatisfy((service) -> {
			assertThat(service.timeout()).hasSeconds(7);
			assertThat(service.methods().values()).isNotEmpty()
				.allSatisfy((method) -> assertThat(method.timeout()).hasMillis(500));
		});
	}

	@Test
	void aVariableOfAMethodOverridesTheFile() {
		Target target = target(
				Map.of("RPC_CONSUMER_TARGETS_DEMOPROVIDER_SERVICES_HELLO_METHODS_SAYHELLO_TIMEOUT", "7s"));
		assertThat(target.services().values()).isNotEmpty().allSatisfy((service) -> {
			assertThat(service.timeout()).hasSeconds(1);
			assertThat(service.methods().values()).isNotEmpty()
				.allSatisfy((method) -> assertThat(method.timeout()).hasSeconds(7));
		});
	}

	@Test
	void variablesOfTheOtherKeysHold() {
		RpcProperties properties = settings(Map.of("RPC_CONSUMER_TIMEOUT", "7s", "RPC_PROVIDER_BASEPATH", "/calls",
				"RPC_PROVIDER_TIMEOUT", "8s", "RPC_MAXMESSAGESIZE", "1MB", "RPC_CONSUMER_PROPAGATE", "x-tenant"), FILE)
			.properties();
		assertThat(properties.consumer().timeout()).hasSeconds(7);
		assertThat(properties.consumer().propagate()).isEqualTo(List.of("x-tenant"));
		assertThat(properties.provider().basePath()).isEqualTo("/calls");
		assertThat(properties.provider().timeout()).hasSeconds(8);
		assertThat(properties.maxMessageSize().toMegabytes()).isEqualTo(1);
	}

	@Test
	void variablesMayKeepTheDashesOfAKeyAsUnderscores() {
		RpcProperties properties = settings(Map.of("RPC_PROVIDER_BASE_PATH", "/calls", "RPC_MAX_MESSAGE_SIZE", "1MB"),
				FILE)
			.properties();
		assertThat(properties.provider().basePath()).isEqualTo("/calls");
		assertThat(properties.maxMessageSize().toMegabytes()).isEqualTo(1);
	}

	private static Target target(Map<String, Object> variables) {
		Target target = settings(variables, FILE).applications().get(0).target();
		assertThat(target).isNotNull();
		return target;
	}

	/** The sources stand in the order that Spring Boot gives them. */
	private static RpcSettings settings(Map<String, Object> variables, Map<String, Object> file) {
		ConfigurableEnvironment environment = Environments.with(variables, file);
		try (ConfigurableApplicationContext context = RunningApplication
			.builder(WebApplicationType.NONE, Application.class)
			.environment(environment)
			.properties(RunningApplication.withoutSecurity())
			.run()) {
			return context.getBean(RpcSettings.class);
		}
	}

	@OnlyRpc
	static class Application {

	}

}
