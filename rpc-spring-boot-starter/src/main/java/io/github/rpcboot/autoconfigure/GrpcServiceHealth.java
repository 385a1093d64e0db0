package io.github.rpcboot.autoconfigure;

import java.util.Set;
import java.util.TreeSet;

import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.provider.RemoteServices;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.grpc.server.health.HealthCheckedGrpcComponent;
import org.springframework.boot.grpc.server.health.HealthCheckedGrpcComponents;

/**
 * Lets callers ask for the health of our services by their names. It is the server's,
 * unless the configuration says more of one of them.
 */
final class GrpcServiceHealth implements BeanPostProcessor {

	private final ObjectProvider<RemoteServices> services;

	GrpcServiceHealth(ObjectProvider<RemoteServices> services) {
		this.services = services;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof HealthCheckedGrpcComponents usual) ? new WithOurs(usual, this.services) : bean;
	}

	private record WithOurs(HealthCheckedGrpcComponents usual,
			ObjectProvider<RemoteServices> services) implements HealthCheckedGrpcComponents {

		@Override
		public @Nullable HealthCheckedGrpcComponent getServer() {
			return this.usual.getServer();
		}

		@Override
		public Set<String> getServiceNames() {
			Set<String> names = new TreeSet<>(this.usual.getServiceNames());
			this.services.ifAvailable((ours) -> ours.contracts()
				.stream()
				.filter((contract) -> !contract.isRestMapped())
				.map(ServiceContract::name)
				.forEach(names::add));
			return names;
		}

		@Override
		public @Nullable HealthCheckedGrpcComponent getService(String serviceName) {
			HealthCheckedGrpcComponent configured = this.usual.getService(serviceName);
			return (configured != null) ? configured : getServer();
		}

	}

}
