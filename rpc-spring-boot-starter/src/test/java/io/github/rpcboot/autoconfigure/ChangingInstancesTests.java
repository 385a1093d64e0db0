package io.github.rpcboot.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointResolver;
import io.github.rpcboot.discovery.FakeRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * References to applications whose instances come from somewhere else than the
 * configuration.
 */
class ChangingInstancesTests {

	/** Too long for a question to a name server, so none is asked. */
	private static final String UNKNOWN_HOST = "o".repeat(64) + ".invalid";

	private final ApplicationContextRunner runner = Runners.plain()
		.withConfiguration(AutoConfigurations.of(RpcDiscoveryAutoConfiguration.class, UtilAutoConfiguration.class,
				CompositeDiscoveryClientAutoConfiguration.class, SimpleDiscoveryClientAutoConfiguration.class))
		.withUserConfiguration(Caller.class);

	private static RpcException failureOf(Hello hello) {
		RpcException failure = catchThrowableOfType(RpcException.class, () -> hello.sayHello("Ann"));
		assertThat(failure).as("the failure").isNotNull();
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(failure.mayHaveExecuted()).isFalse();
		return failure;
	}

	@Test
	void withoutARegistryNothingSaysWhereTheApplicationLives() {
		String report = "Nothing says where the application 'orders' of @RemoteReference(\"orders\") Hello lives.";
		this.runner.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(report));
	}

	@Test
	void aRegistryNeedsNoConfigurationAndMayBeEmptyAtTheStart() {
		this.runner.withUserConfiguration(EmptyRegistry.class)
			.run((context) -> assertThat(failureOf(context.getBean(Caller.class).hello).reason())
				.isEqualTo("No instance of 'orders' is known: the registry 'Fake' lists none."));
	}

	@Test
	void theConfigurationWinsOverTheRegistry() {
		this.runner.withUserConfiguration(EmptyRegistry.class)
			.withPropertyValues("rpc.endpoints.orders=http://" + UNKNOWN_HOST + ":8080")
			.run((context) -> {
				assertThat(failureOf(context.getBean(Caller.class).hello).reason())
					.isEqualTo("The host '" + UNKNOWN_HOST + "' is not known. Check the name in the configured URL.");
				assertThat(context.getBean(FakeRegistry.class).asked).isEmpty();
			});
	}

	@Test
	void aBeanOfTheApplicationsOwnWinsAndMayChangeItsMind() {
		this.runner.withUserConfiguration(EmptyRegistry.class, OwnResolver.class)
			.withPropertyValues("rpc.endpoints.orders=http://10.0.0.2:80")
			.run((context) -> {
				Hello hello = context.getBean(Caller.class).hello;
				List<Endpoint> listed = context.getBean(OwnResolver.class).listed;
				assertThat(failureOf(hello).reason()).isEqualTo("No instance of 'orders' is known at the moment.");
				listed.add(Endpoint.parse("http://127.0.0.1:1", "the test"));
				assertThat(failureOf(hello).instance()).isEqualTo("http://127.0.0.1:1");
				listed.set(0, Endpoint.parse("http://127.0.0.2:1", "the test"));
				assertThat(failureOf(hello).instance()).isEqualTo("http://127.0.0.2:1");
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Caller {

		@RemoteReference("orders")
		Hello hello;

	}

	@Configuration(proxyBeanMethods = false)
	static class EmptyRegistry {

		@Bean
		FakeRegistry fakeRegistry() {
			return new FakeRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnResolver {

		final List<Endpoint> listed = new CopyOnWriteArrayList<>();

		@Bean
		EndpointResolver ownInstances() {
			return (application) -> () -> List.copyOf(this.listed);
		}

	}

}
