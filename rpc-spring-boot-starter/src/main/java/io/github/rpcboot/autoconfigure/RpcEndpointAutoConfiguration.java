package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.autoconfigure.RpcAutoConfiguration.RpcJson;
import io.github.rpcboot.contract.schema.ContractSchemas;
import io.github.rpcboot.provider.RemoteServices;

import org.springframework.beans.factory.BeanFactory;
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

	private static final String SERVLET = "rpcServlet";

	private static final String GRPC = "rpcGrpcServices";

	@Bean
	@ConditionalOnMissingBean
	RpcEndpoint rpcEndpoint(ObjectProvider<RemoteServices> services, ObjectProvider<ConfiguredTargets> targets,
			RpcSettings settings, RpcJson json, ObjectProvider<GrpcCodec> protobuf, BeanFactory beans) {
		GrpcCodec known = protobuf.getIfAvailable();
		ContractSchemas schemas = (known != null) ? known.schemas() : ContractSchemas.using(json.mapper());
		return new RpcEndpoint(services, targets, new ExportedSchemas(schemas), new RpcEndpoint.Serving(
				settings.properties().provider().basePath(), beans.containsBean(SERVLET), beans.containsBean(GRPC)));
	}

}
