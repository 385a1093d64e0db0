package io.github.rpcboot.autoconfigure;

import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.grpc.server.health.HealthCheckedGrpcComponent;
import org.springframework.boot.grpc.server.health.HealthCheckedGrpcComponents;

/**
 * Lets callers ask for the health of our services by their names, of which some method is
 * served. It is the server's, unless the configuration says more of one of them.
 */
final class GrpcServiceHealth implements BeanPostProcessor {

	private final ObjectProvider<GrpcServerCustomizer<?>> ours;

	GrpcServiceHealth(ObjectProvider<GrpcServerCustomizer<?>> ours) {
		this.ours = ours;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof HealthCheckedGrpcComponents usual) ? new WithOurs(usual, this.ours) : bean;
	}

	private record WithOurs(HealthCheckedGrpcComponents usual,
			ObjectProvider<GrpcServerCustomizer<?>> ours) implements HealthCheckedGrpcComponents {

		@Override
		public @Nullable HealthCheckedGrpcComponent getServer() {
			return this.usual.getServer();
		}

		@Override
		public Set<String> getServiceNames() {
			Set<String> names = new TreeSet<>(this.usual.getServiceNames());
			this.ours.forEach((server) -> names.addAll(server.serviceNames()));
			return names;
		}

		@Override
		public @Nullable HealthCheckedGrpcComponent getService(String serviceName) {
			HealthCheckedGrpcComponent configured = this.usual.getService(serviceName);
			return (configured != null) ? configured : getServer();
		}

	}

}
