package io.github.rpcboot.autoconfigure;

import java.util.List;

import io.github.rpcboot.autoconfigure.InstanceSources.Registry;
import io.github.rpcboot.call.EndpointResolver;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.discovery.CloudRegistry;
import io.github.rpcboot.discovery.FakeRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.client.discovery.event.ParentHeartbeatEvent;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClient;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * When a registry of Spring Cloud is asked, and when not.
 */
class RegistryTests {

	private final ApplicationContextRunner withoutSpringCloud = Runners.plain()
		.withConfiguration(AutoConfigurations.of(RpcDiscoveryAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.withoutSpringCloud
		.withConfiguration(AutoConfigurations.of(UtilAutoConfiguration.class,
				CompositeDiscoveryClientAutoConfiguration.class, SimpleDiscoveryClientAutoConfiguration.class));

	private static EndpointSource find(ApplicationContext context) {
		return context.getBean(Registry.class).resolver().resolve("orders");
	}

	@Test
	void theClientsThatSpringCloudBringsToEveryApplicationAreNoRegistry() {
		this.runner
			.withPropertyValues("spring.cloud.discovery.client.simple.instances.orders[0].uri=http://10.0.0.1:80")
			.run((context) -> {
				assertThat(context).hasSingleBean(SimpleDiscoveryClient.class);
				assertThat(context).doesNotHaveBean(Registry.class).doesNotHaveBean(CloudRegistry.class);
			});
	}

	@Test
	void aClientOfARegistryIsAsked() {
		this.runner.withUserConfiguration(WithRegistry.class).run((context) -> {
			EndpointSource source = find(context);
			assertThat(source).isNotNull();
			assertThat(source.endpoints()).hasToString("[http://10.0.0.1:8080]");
			assertThat(threads()).isNotEmpty();
		});
		await().until(() -> threads().isEmpty());
	}

	private static List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("rpc-registry-"))
			.toList();
	}

	@Test
	void heartbeatsOfTheContextAndOfItsParentLookAgain() {
		this.runner.withUserConfiguration(WithRegistry.class).run((context) -> {
			FakeRegistry registry = context.getBean(FakeRegistry.class);
			EndpointSource source = find(context);
			registry.instances.add(FakeRegistry.instance("10.0.0.2", 8080, false));
			context.publishEvent(new HeartbeatEvent(this, "one"));
			await().until(() -> source.endpoints().size() == 2);
			registry.instances.add(FakeRegistry.instance("10.0.0.3", 8080, false));
			context.publishEvent(new ParentHeartbeatEvent(this, "two"));
			await().until(() -> source.endpoints().size() == 3);
		});
	}

	@Test
	void theApplicationStartsWithoutItsRegistry() {
		this.runner.withUserConfiguration(WithRegistry.class).run((context) -> {
			FakeRegistry registry = context.getBean(FakeRegistry.class);
			registry.down = true;
			EndpointSource source = find(context);
			assertThat(source.endpoints()).isEmpty();
			registry.down = false;
			context.publishEvent(new HeartbeatEvent(this, 1));
			await().until(() -> source.endpoints().size() == 1);
		});
	}

	@Test
	void theRegistryIsNotAmongTheResolversThatAreAskedFirst() {
		this.runner.withUserConfiguration(WithRegistry.class)
			.run((context) -> assertThat(context).doesNotHaveBean(EndpointResolver.class));
	}

	@Test
	void withoutSpringCloudsClientsThereIsNoRegistry() {
		this.withoutSpringCloud.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Registry.class));
	}

	@Test
	void withoutSpringCloudNothingOfItIsThere() {
		this.withoutSpringCloud.withClassLoader(new FilteredClassLoader("org.springframework.cloud"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(CloudRegistry.class)
				.doesNotHaveBean(Registry.class)
				.doesNotHaveBean("rpcHeartbeat"));
	}

	@Configuration(proxyBeanMethods = false)
	static class WithRegistry {

		@Bean
		FakeRegistry fakeRegistry() {
			FakeRegistry registry = new FakeRegistry();
			registry.instances.add(FakeRegistry.instance("10.0.0.1", 8080, false));
			return registry;
		}

	}

}
