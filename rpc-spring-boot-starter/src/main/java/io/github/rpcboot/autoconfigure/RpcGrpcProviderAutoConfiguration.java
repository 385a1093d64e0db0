package io.github.rpcboot.autoconfigure;

import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.call.CallThreads;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.protocol.grpc.GrpcDrain;
import io.github.rpcboot.protocol.grpc.GrpcRpcEndpoint;
import io.github.rpcboot.provider.RemoteServices;
import io.github.rpcboot.security.RpcAuthorizer;
import io.github.rpcboot.security.SpringSecurity;
import io.grpc.BindableService;
import io.grpc.ServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcServerInterceptor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnJava;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerExecutorProvider;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerProperties;
import org.springframework.boot.grpc.server.health.HealthCheckedGrpcComponents;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.system.JavaVersion;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;
import org.springframework.grpc.server.GrpcServerFactory;
import org.springframework.grpc.server.security.AuthenticationProcessInterceptor;
import org.springframework.grpc.server.service.GrpcServiceConfigurer;
import org.springframework.security.core.Authentication;

/**
 * The providing side of gRPC, where Spring Boot's gRPC server is on the class path and a
 * bean has {@code @RemoteService}. It comes before the web server's side, so that its
 * health is down while that one waits for its callers to leave.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RpcAutoConfiguration.class, before = RpcProviderAutoConfiguration.class,
		beforeName = { "org.springframework.boot.grpc.server.autoconfigure.GrpcServerServicesAutoConfiguration",
				"org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration",
				"org.springframework.boot.grpc.server.autoconfigure.health.GrpcServerHealthAutoConfiguration" })
@ConditionalOnClass({ GrpcServerFactory.class, GrpcServerProperties.class, BindableService.class })
@ConditionalOnBooleanProperty(name = "spring.grpc.server.enabled", matchIfMissing = true)
@ConditionalOnBean(annotation = RemoteService.class)
public final class RpcGrpcProviderAutoConfiguration {

	@Bean
	GrpcServices rpcGrpcServices() {
		return new GrpcServices();
	}

	@Bean
	GrpcDrain rpcGrpcDrain() {
		return GrpcDrain.create();
	}

	@Bean
	GrpcInterceptors rpcGrpcInterceptors(ObjectProvider<GrpcServiceConfigurer> configurer,
			ObjectProvider<GrpcServerFactory> factory, ObjectProvider<GrpcObservers> observers,
			ObjectProvider<KnownCallers> callers) {
		// Rules of Spring Security refuse calls before our chain sees them.
		boolean byRules = callers.stream().anyMatch(KnownCallers::byRules);
		return new GrpcInterceptors(configurer, factory,
				(interceptor) -> byRules || observers.stream().noneMatch((known) -> known.observes(interceptor)));
	}

	@Bean
	<T extends ServerBuilder<T>> GrpcServerCustomizer<T> rpcGrpcServerCustomizer(RpcServices services, GrpcCodec codec,
			RpcSettings settings, GrpcDrain drain, GrpcInterceptors interceptors, ObjectProvider<KnownCallers> callers,
			ObjectProvider<GrpcServerProperties> server) {
		KnownCallers known = callers
			.getIfAvailable(() -> new KnownCallers(false, () -> null, UnaryOperator.identity()));
		GrpcRpcEndpoint.ServerParts parts = new GrpcRpcEndpoint.ServerParts(() -> contracts(services), codec.schemas(),
				interceptors, known.principal(), known.handing());
		GrpcRpcEndpoint.Settings grpc = new GrpcRpcEndpoint.Settings(settings.properties().provider().timeout(),
				"rpc.provider.timeout", settings.limits(), known.byRules(), parts,
				settings.properties().provider().streamIdleTimeout());
		GrpcServerProperties usual = server.getIfAvailable(GrpcServerProperties::new);
		return new GrpcServerCustomizer<>(GrpcRpcEndpoint.registry(services, codec.codec(), grpc, drain), Math
			.max(usual.getInbound().getMessage().getMaxSize().toBytes(), settings.limits().requestBytes() + 1L));
	}

	@Bean
	UnauthenticatedWarning rpcGrpcUnauthenticatedWarning(ObjectProvider<RemoteServices> services, RpcSettings settings,
			ObjectProvider<RpcAuthorizer> authorizers, ObjectProvider<KnownCallers> callers, Environment environment) {
		boolean guarded = settings.properties().provider().token() != null || authorizers.stream().findAny().isPresent()
				|| callers.stream().anyMatch(KnownCallers::byRules);
		return new UnauthenticatedWarning(services, guarded, environment, UnauthenticatedWarning.Server.GRPC);
	}

	private static Collection<ServiceContract> contracts(RpcServices services) {
		return (services instanceof RemoteServices known) ? known.contracts() : List.of();
	}

	/**
	 * Who calls, as Spring Security knows it.
	 *
	 * @param byRules whether rules for names decide who may call
	 * @param principal supplies the caller on the thread of a call
	 * @param handing takes the caller along to another thread
	 */
	record KnownCallers(boolean byRules, Supplier<@Nullable Principal> principal, UnaryOperator<Runnable> handing) {
	}

	/** A thread for each call costs next to nothing there. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnJava(JavaVersion.TWENTY_ONE)
	static class VirtualThreadConfiguration {

		@Bean
		@ConditionalOnMissingBean
		GrpcServerExecutorProvider rpcGrpcServerExecutorProvider() {
			Executor threads = CallThreads.create("rpc-grpc-");
			return () -> threads;
		}

	}

	/** Rules of Spring Security for the names of services and methods. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ AuthenticationProcessInterceptor.class, Authentication.class })
	static class SecurityConfiguration {

		@Bean
		KnownCallers rpcGrpcKnownCallers(ObjectProvider<AuthenticationProcessInterceptor> rules) {
			return new KnownCallers(rules.stream().findAny().isPresent(), SpringSecurity::caller,
					SpringSecurity::onBehalf);
		}

	}

	/** How a gRPC server leaves. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "rpc.provider.drain.enabled", matchIfMissing = true)
	static class LeavingConfiguration {

		@Bean
		GrpcDrainOnShutdown rpcGrpcDrainOnShutdown(ApplicationContext context, RpcSettings settings, GrpcDrain drain,
				ObjectProvider<GrpcHealthDown> health) {
			return new GrpcDrainOnShutdown(context, settings.properties().provider().drain(), drain,
					health.stream().<Runnable>map((one) -> one).toList(), DrainOnShutdown::processEnds);
		}

		@Bean
		ApplicationListener<ContextClosedEvent> rpcGrpcDrainEnd(GrpcDrainOnShutdown drain) {
			return drain.end();
		}

	}

	/** Where Spring Boot would observe each call, as our chain does. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ObservationGrpcServerInterceptor.class)
	static class ObservationConfiguration {

		@Bean
		GrpcObservers rpcGrpcServerObservers(ObjectProvider<Instrumentation> ours) {
			return (interceptor) -> interceptor instanceof ObservationGrpcServerInterceptor
					&& ours.getIfAvailable() != null;
		}

	}

	/** The health service of grpc-java. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HealthStatusManager.class)
	static class HealthConfiguration {

		@Bean
		GrpcHealthDown rpcGrpcHealthDown(ObjectProvider<HealthStatusManager> health) {
			return () -> health.forEach(HealthStatusManager::enterTerminalState);
		}

	}

	/** Health by names, where the application has health at all. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ HealthStatusManager.class, HealthCheckedGrpcComponents.class,
			HealthContributorRegistry.class })
	static class ServiceHealthConfiguration {

		@Bean
		static GrpcServiceHealth rpcGrpcServiceHealth(ObjectProvider<GrpcServerCustomizer<?>> ours) {
			return new GrpcServiceHealth(ours);
		}

	}

}
