package io.github.rpcboot.autoconfigure;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.grpc.server.GrpcServerFactory;
import org.springframework.grpc.server.service.GrpcServiceConfigurer;
import org.springframework.grpc.server.service.GrpcServiceInfo;
import org.springframework.grpc.server.service.GrpcServiceSpec;

/** Puts the global interceptors of Spring Boot's server around our services too. */
final class GrpcInterceptors implements UnaryOperator<ServerServiceDefinition> {

	private final ObjectProvider<GrpcServiceConfigurer> configurer;

	private final ObjectProvider<GrpcServerFactory> factory;

	private final Predicate<ServerInterceptor> wanted;

	/**
	 * Makes the operator.
	 * @param configurer knows the global interceptors
	 * @param factory makes the server, and says which interceptors it takes
	 * @param wanted which of them are to stand around our services
	 */
	GrpcInterceptors(ObjectProvider<GrpcServiceConfigurer> configurer, ObjectProvider<GrpcServerFactory> factory,
			Predicate<ServerInterceptor> wanted) {
		this.configurer = configurer;
		this.factory = factory;
		this.wanted = wanted;
	}

	@Override
	public ServerServiceDefinition apply(ServerServiceDefinition service) {
		GrpcServiceInfo info = GrpcServiceInfo.withInterceptors(List.of());
		return this.configurer.getObject()
			.configure(new GrpcServiceSpec(() -> service, info), new Chooser(this.factory.getIfUnique(), this.wanted));
	}

	/**
	 * Only says which interceptors count. Of several servers nobody knows which one asks;
	 * all count then.
	 */
	private record Chooser(@Nullable GrpcServerFactory server,
			Predicate<ServerInterceptor> wanted) implements GrpcServerFactory {

		@Override
		public boolean supports(ServerInterceptor interceptor, ServerServiceDefinition service) {
			return this.wanted.test(interceptor) && (this.server == null || this.server.supports(interceptor, service));
		}

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
