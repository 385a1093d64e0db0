package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.provider.RemoteServices;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * The actuator endpoint {@code rpc}, where the actuator is present.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { RpcProviderAutoConfiguration.class, RpcConsumerAutoConfiguration.class })
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(RpcEndpoint.class)
public final class RpcEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RpcEndpoint rpcEndpoint(ObjectProvider<RemoteServices> services, ObjectProvider<ConfiguredTargets> targets,
			RpcSettings settings) {
		return new RpcEndpoint(services, targets, settings.properties().provider().basePath());
	}

}
