package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.RemoteReference;
import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A bean of the contract's type answers when the application cannot.
 */
class FallbackBeanTests {

	/** Nobody listens on port 1. */
	private static final String ENDPOINT = "rpc.endpoints.demo-provider=http://127.0.0.1:1";

	private static final String KEY = "rpc.consumer.targets.demo-provider.services.Hello.fallback";

	@Test
	void itAnswersWhenNobodyIsThere() {
		this.runner().withPropertyValues(ENDPOINT, KEY + "=local").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Greeter.class).hello().sayHello("Ada")).isEqualTo("Nobody there, Ada");
		});
	}

	private ApplicationContextRunner runner() {
		return Runners.plain().withUserConfiguration(Greeting.class);
	}

	@Test
	void aBeanThatThereIsNot() {
		FailureAnalysis report = Reports.ofStart(Application.class, ENDPOINT, KEY + "=locall");
		assertThat(report.getDescription()).isEqualTo("'" + KEY + "' names the bean 'locall', which there is not.");
		assertThat(report.getAction())
			.isEqualTo("Define a bean of type Hello with this name, or did you mean 'local'?");
	}

	@Test
	void aBeanOfAnotherType() {
		FailureAnalysis report = Reports.ofStart(Application.class, ENDPOINT, KEY + "=number");
		assertThat(report.getDescription()).isEqualTo("'" + KEY + "' names the bean 'number', which is no Hello.");
		assertThat(report.getAction()).isEqualTo("A fallback is a bean of the contract's own type.");
	}

	@Test
	void aHedgeOfAMethodThatMayNotRunTwice() {
		String key = "rpc.consumer.targets.demo-provider.services.Hello.methods.sayHello.hedge";
		FailureAnalysis report = Reports.ofStart(Application.class, ENDPOINT, key + "=true");
		assertThat(report.getDescription())
			.isEqualTo("'" + key + "' would do nothing: nothing says that Hello/sayHello may run twice.");
		assertThat(report.getAction())
			.isEqualTo("Say so in the contract with @RemoteMethod(idempotency = …), or remove the key.");
	}

	record Greeter(Hello hello) {
	}

	@Configuration(proxyBeanMethods = false)
	static class Greeting {

		@Bean
		Greeter greeter(@RemoteReference("demo-provider") Hello hello) {
			return new Greeter(hello);
		}

		@Bean
		Hello local() {
			return (name) -> "Nobody there, " + name;
		}

		@Bean
		Integer number() {
			return 7;
		}

	}

	@OnlyRpc
	@Import(Greeting.class)
	static class Application {

	}

}
