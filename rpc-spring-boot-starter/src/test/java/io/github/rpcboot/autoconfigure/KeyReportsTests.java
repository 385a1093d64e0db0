package io.github.rpcboot.autoconfigure;

import java.util.Map;

import io.github.rpcboot.RemoteReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key that means nothing stops the start, and the right one is named.
 */
class KeyReportsTests {

	private static final String ENDPOINT = "rpc.endpoints.demo-provider=http://localhost:8081";

	private static final String TARGET = "rpc.consumer.targets.demo-provider.";

	@ParameterizedTest
	@CsvSource({ "rpc.consumer.timeot, rpc.consumer.timeout", "rpc.provider.base-pth, rpc.provider.base-path",
			"rpc.provider.tokn, rpc.provider.token", "rpc.max-mesage-size, rpc.max-message-size",
			"rpc.endpoint.orders, rpc.endpoints.orders", "rpc.consumr.timeout, rpc.consumer.timeout",
			TARGET + "timout," + TARGET + "timeout", TARGET + "ssl.bundel," + TARGET + "ssl.bundle",
			TARGET + "services.Hello.timout," + TARGET + "services.Hello.timeout",
			TARGET + "services.Hello.methods.sayHello.time-out-x," + TARGET
					+ "services.Hello.methods.sayHello.timeout" })
	void aMisspeltKeyOfAnySectionIsRefusedWithTheNearestOne(String key, String nearest) {
		FailureAnalysis report = Reports.ofStart(Consumer.class, ENDPOINT, key + "=1s");
		assertThat(report.getDescription()).startsWith("The key '")
			.containsIgnoringCase(key)
			.contains("defaultProperties");
		assertThat(report.getAction()).isEqualTo("Did you mean '" + nearest + "'?");
	}

	@Test
	void anUnknownKeyIsQuotedWithThePlaceOfItsValue() {
		FailureAnalysis report = Reports.ofStart(Consumer.class, ENDPOINT, "rpc.consumer.timeot=1s");
		assertThat(report.getDescription())
			.isEqualTo("The key 'rpc.consumer.timeot' (defaultProperties) means nothing.");
	}

	@Test
	void aKeyOfAnUnknownApplicationIsRefusedWithTheNearestOne() {
		FailureAnalysis report = Reports.ofStart(Consumer.class, ENDPOINT,
				"rpc.consumer.targets.demo-provder.timeout=1s");
		assertThat(report.getDescription()).isEqualTo("The key 'rpc.consumer.targets.demo-provder.timeout' "
				+ "(defaultProperties) is for the application 'demo-provder', which 'rpc.endpoints' does not list.");
		assertThat(report.getAction()).isEqualTo("Did you mean 'rpc.consumer.targets.demo-provider.timeout'?");
	}

	@Test
	void aKeyOfAnApplicationLikeNoOtherAsksForItsEndpoint() {
		FailureAnalysis report = Reports.ofStart(Consumer.class, ENDPOINT, "rpc.consumer.targets.warehouse.timeout=1s");
		assertThat(report.getAction()).isEqualTo("Add 'rpc.endpoints.warehouse', or remove the key.");
	}

	@Test
	void aKeyOfAnUnknownServiceIsRefusedWithTheNearestOne() {
		FailureAnalysis report = Reports.ofStart(Consumer.class, ENDPOINT, TARGET + "services.Helo.timeout=1s");
		assertThat(report.getDescription())
			.isEqualTo("The key '" + TARGET + "services.Helo' names no service that is used here.");
		assertThat(report.getAction()).isEqualTo("Did you mean '" + TARGET + "services.Hello'?");
	}

	@Test
	void aKeyOfAnUnknownMethodIsRefusedWithTheNearestOne() {
		FailureAnalysis report = Reports.ofStart(Consumer.class, ENDPOINT,
				TARGET + "services.Hello.methods.sayHelo.timeout=1s");
		assertThat(report.getDescription())
			.isEqualTo("The key '" + TARGET + "services.Hello.methods.sayHelo' names no method of Hello.");
		assertThat(report.getAction()).isEqualTo("Did you mean '" + TARGET + "services.Hello.methods.sayHello'?");
	}

	@Test
	void keysBelowRpcThatAreLikeNoneOfOursBelongToSomebodyElse() {
		assertStarts(Map.of(), ENDPOINT, "rpc.server.port=9090", "rpc.client.name=other");
	}

	@ParameterizedTest
	@CsvSource({ "RPC_CONSUMER_TIMEOT, RPC_CONSUMER_TIMEOUT", "RPC_PROVIDER_TOKN, RPC_PROVIDER_TOKEN",
			"RPC_MAXMESSAGESIZ, RPC_MAXMESSAGESIZE", "RPC_CONSUMR_TIMEOUT, RPC_CONSUMER_TIMEOUT",
			"RPC_CONSUMER_TARGETS_DEMO_PROVIDER_TIMEOUT, RPC_CONSUMER_TARGETS_DEMOPROVIDER_TIMEOUT",
			"RPC_CONSUMER_TARGETS_DEMOPROVIDER_TIMOUT, RPC_CONSUMER_TARGETS_DEMOPROVIDER_TIMEOUT",
			"RPC_CONSUMER_TARGETS_DEMOPROVDER_TIMEOUT, RPC_CONSUMER_TARGETS_DEMOPROVIDER_TIMEOUT" })
	void aMisspeltEnvironmentVariableIsRefusedWithTheNearestOne(String variable, String nearest) {
		FailureAnalysis report = Reports.ofStart(application(Map.of(variable, "1s"), ENDPOINT));
		assertThat(report.getDescription())
			.isEqualTo("The key '" + variable + "' (environment variable) means nothing.");
		assertThat(report.getAction()).isEqualTo("Did you mean '" + nearest + "'?");
	}

	@ParameterizedTest
	@ValueSource(strings = { "RPC_PROVIDER_PORT=tcp://10.0.0.7:8080", "RPC_PROVIDER_SERVICE_HOST=10.0.0.7",
			"RPC_PROVIDER_SERVICE_PORT=8080", "RPC_PROVIDER_SERVICE_PORT_HTTP=8080",
			"RPC_PROVIDER_PORT_8080_TCP=tcp://10.0.0.7:8080", "RPC_PROVIDER_PORT_8080_TCP_ADDR=10.0.0.7",
			"RPC_CONSUMER_PORT_8080_TCP_PROTO=tcp", "RPC_CONSUMER_SERVICE_HOST=10.0.0.7" })
	void theVariablesThatKubernetesSetsForAServiceAreNoKeys(String variable) {
		int end = variable.indexOf('=');
		assertStarts(Map.of(variable.substring(0, end), variable.substring(end + 1)), ENDPOINT);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "RPC_CONSUMER_TIMEOUT", "RPC_PROVIDER_TIMEOUT", "RPC_CONSUMER_TARGETS_DEMOPROVIDER_TIMEOUT",
					"RPC_CONSUMER_TARGETS_DEMOPROVIDER_SERVICES_HELLO_METHODS_SAYHELLO_TIMEOUT",
					"RPC_CONSUMER_TARGETS_DEMOPROVIDER_SERVICES_HELLO_TIMEOUT" })
	void everyKeyMayComeFromTheEnvironment(String variable) {
		assertStarts(Map.of(variable, "2s"), ENDPOINT);
	}

	@Test
	void otherVariablesAreNoneOfOurs() {
		assertStarts(Map.of("RPC_HOME", "/opt/rpc", "RPCBIND_OPTIONS", "-w"), ENDPOINT);
	}

	@Test
	void variablesAndKeysOfTheTestKitAreFine() {
		assertStarts(Map.of("RPC_RECORD_DEMOPROVIDER", "http://localhost:1"), ENDPOINT,
				"rpc.record.demo-provider=http://localhost:1");
	}

	private static void assertStarts(Map<String, Object> variables, String... properties) {
		try (ConfigurableApplicationContext context = application(variables, properties).run()) {
			assertThat(context.isActive()).isTrue();
		}
	}

	private static SpringApplicationBuilder application(Map<String, Object> variables, String... properties) {
		return RunningApplication.builder(WebApplicationType.NONE, Consumer.class)
			.environment(Environments.with(variables, Map.of()))
			.properties(RunningApplication.withoutSecurity(properties));
	}

	@OnlyRpc
	@Import(Consumer.Greeter.class)
	static class Consumer {

		record Greeter(@RemoteReference("demo-provider") Hello hello) {
		}

	}

}
