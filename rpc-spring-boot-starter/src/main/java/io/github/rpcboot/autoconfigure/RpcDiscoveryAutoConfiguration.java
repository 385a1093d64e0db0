package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.autoconfigure.InstanceSources.Registry;
import io.github.rpcboot.autoconfigure.RpcProperties.Discovery;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.discovery.CloudRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.client.discovery.event.ParentHeartbeatEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;

/**
 * Finds applications in a registry that Spring Cloud has a {@link DiscoveryClient} for.
 * Comes after all the auto-configurations that may bring one.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RpcAutoConfiguration.class,
		afterName = { "org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration",
				"org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration" })
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass(DiscoveryClient.class)
@Conditional(OnRegistry.class)
public final class RpcDiscoveryAutoConfiguration {

	@Bean
	CloudRegistry rpcCloudRegistry(ObjectProvider<DiscoveryClient> clients, RpcSettings settings,
			ObjectProvider<RpcEvents> events) {
		Discovery discovery = settings.properties().consumer().discovery();
		return CloudRegistry.create(() -> clients.orderedStream().toList(), discovery.refresh(), discovery.emptyHold(),
				RpcEvents.all(events.orderedStream().toList()));
	}

	@Bean
	Registry rpcRegistry(CloudRegistry registry) {
		return new Registry(registry::find);
	}

	@Bean
	ApplicationListener<HeartbeatEvent> rpcHeartbeat(CloudRegistry registry) {
		return (event) -> registry.heartbeat(event.getValue());
	}

	@Bean
	ApplicationListener<ParentHeartbeatEvent> rpcParentHeartbeat(CloudRegistry registry) {
		return (event) -> registry.heartbeat(event.getValue());
	}

}
