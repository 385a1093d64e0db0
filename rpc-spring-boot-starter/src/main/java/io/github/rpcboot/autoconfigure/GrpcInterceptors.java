package io.github.rpcboot.autoconfigure;

import java.util.List;
import java.util.function.UnaryOperator;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.grpc.server.GrpcServerFactory;
import org.springframework.grpc.server.service.GrpcServiceConfigurer;
import org.springframework.grpc.server.service.GrpcServiceInfo;
import org.springframework.grpc.server.service.GrpcServiceSpec;

/** Puts the global interceptors of Spring Boot's server around our services too. */
final class GrpcInterceptors implements UnaryOperator<ServerServiceDefinition> {

	private final ObjectProvider<GrpcServiceConfigurer> configurer;

	private final ObjectProvider<GrpcServerFactory> factory;

	GrpcInterceptors(ObjectProvider<GrpcServiceConfigurer> configurer, ObjectProvider<GrpcServerFactory> factory) {
		this.configurer = configurer;
		this.factory = factory;
	}

	@Override
	public ServerServiceDefinition apply(ServerServiceDefinition service) {
		GrpcServerFactory known = this.factory.getIfUnique(AnyServer::new);
		GrpcServiceInfo info = GrpcServiceInfo.withInterceptors(List.of());
		return this.configurer.getObject().configure(new GrpcServiceSpec(() -> service, info), known);
	}

	/** Of several servers nobody knows which one asks; all interceptors count then. */
	private static final class AnyServer implements GrpcServerFactory {

		@Override
		public Server createServer() {
			throw new UnsupportedOperationException("It only says which interceptors count");
		}

		@Override
		public void addService(ServerServiceDefinition service) {
			throw new UnsupportedOperationException("It only says which interceptors count");
		}

	}

}
