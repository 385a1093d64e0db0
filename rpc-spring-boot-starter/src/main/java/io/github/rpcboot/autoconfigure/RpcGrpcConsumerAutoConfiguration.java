package io.github.rpcboot.autoconfigure;

import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcClientInterceptor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.grpc.client.autoconfigure.GrpcChannelFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.client.ChannelCredentialsProvider;
import org.springframework.grpc.client.DefaultGrpcChannelFactory;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.grpc.client.InProcessGrpcChannelFactory;

/**
 * The consuming side of gRPC, where Spring Boot's gRPC client is on the class path:
 * {@code grpc://} and {@code grpcs://} in the URLs of applications.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RpcAutoConfiguration.class,
		afterName = { "org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration",
				"org.springframework.boot.grpc.client.autoconfigure.CompositeChannelFactoryAutoConfiguration" })
@ConditionalOnClass({ GrpcChannelFactory.class, GrpcChannelFactoryCustomizer.class, ManagedChannel.class })
@ConditionalOnBooleanProperty(name = "spring.grpc.client.enabled", matchIfMissing = true)
@ConditionalOnBean(GrpcChannelFactory.class)
public final class RpcGrpcConsumerAutoConfiguration {

	@Bean
	GrpcChannels rpcGrpcChannels(ObjectProvider<GrpcChannelFactory> factory, GrpcCodec codec, RpcSettings settings) {
		return new GrpcChannels(factory, codec.codec(), settings.limits().responseBytes());
	}

	/** A factory of another kind, such as one of a test, has nothing to set. */
	@Bean
	GrpcChannelFactoryCustomizer rpcGrpcChannelFactoryCustomizer(GrpcChannels channels,
			ObjectProvider<ChannelCredentialsProvider> credentials, ObjectProvider<GrpcObservers> observers) {
		return (factory) -> {
			if (factory instanceof DefaultGrpcChannelFactory<?> usual
					&& !(factory instanceof InProcessGrpcChannelFactory)) {
				usual.setInterceptorFilter(channels.interceptors(observers));
				usual.setCredentialsProvider(
						channels.credentials(credentials.getIfAvailable(() -> ChannelCredentialsProvider.INSECURE)));
			}
		};
	}

	/** Where Spring Boot would observe each call, as our chain does. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ObservationGrpcClientInterceptor.class)
	static class ObservationConfiguration {

		@Bean
		GrpcObservers rpcGrpcClientObservers(ObjectProvider<Instrumentation> ours) {
			return (interceptor) -> interceptor instanceof ObservationGrpcClientInterceptor
					&& ours.getIfAvailable() != null;
		}

	}

}
