package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.protocol.grpc.GrpcDrain;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.protobuf.services.HealthStatusManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerExecutorProvider;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.grpc.server.GrpcServerFactory;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is there of gRPC, depending on the class path and on what the application uses.
 */
class GrpcConditionsTests {

	private static final String[] FREE_PORT = { "spring.grpc.server.address=127.0.0.1", "spring.grpc.server.port=0" };

	private final ApplicationContextRunner runner = Runners.plain()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, RpcGrpcProviderAutoConfiguration.class,
				RpcGrpcConsumerAutoConfiguration.class, GrpcServerAutoConfiguration.class,
				GrpcClientAutoConfiguration.class))
		.withPropertyValues(FREE_PORT);

	@Test
	void anApplicationThatProvidesServesGrpc() {
		this.runner.withUserConfiguration(Providing.class).run((context) -> {
			assertThat(context).hasSingleBean(GrpcServerLifecycle.class).hasSingleBean(GrpcDrain.class);
			assertThat(context.getBean(GrpcServerLifecycle.class).getPort()).isPositive();
			assertThat(context.getBean(GrpcCodec.class).codec().name()).isEqualTo("proto");
		});
	}

	@Test
	void anApplicationThatProvidesNothingHasNoServer() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(BindableService.class)
			.doesNotHaveBean(GrpcServerFactory.class)
			.doesNotHaveBean(GrpcDrain.class));
	}

	@Test
	void generatedMessagesNeedNoJsonOfProtobuf() {
		this.runner.withClassLoader(new FilteredClassLoader("com.google.protobuf.util"))
			.withUserConfiguration(ConditionsTests.GeneratedConsumer.class)
			.withPropertyValues("rpc.endpoints.checks=grpc://localhost:1")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void aServerThatIsSwitchedOffStaysSo() {
		this.runner.withUserConfiguration(Providing.class)
			.withPropertyValues("spring.grpc.server.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(BindableService.class)
				.doesNotHaveBean(GrpcServerFactory.class));
	}

	@Test
	void withoutSpringsGrpcServerNothingHappens() {
		this.runner.withUserConfiguration(Providing.class)
			.withClassLoader(new FilteredClassLoader(GrpcServerFactory.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BindableService.class));
	}

	@Test
	void withoutGrpcNothingHappens() {
		Runners.plain()
			.withConfiguration(AutoConfigurations.of(RpcGrpcProviderAutoConfiguration.class,
					RpcGrpcConsumerAutoConfiguration.class))
			.withUserConfiguration(Providing.class)
			.withClassLoader(new FilteredClassLoader("io.grpc", "org.springframework.grpc",
					"org.springframework.boot.grpc", "io.netty", "com.google.rpc"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("rpcGrpcServices")
				.doesNotHaveBean(GrpcClients.class));
	}

	@Test
	void withoutTheHealthOfGrpcAProviderLeavesAllTheSame() {
		this.runner.withUserConfiguration(Providing.class)
			.withClassLoader(new FilteredClassLoader(HealthStatusManager.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(GrpcDrainOnShutdown.class)
				.doesNotHaveBean(GrpcHealthDown.class));
	}

	@Test
	void withoutSpringSecurityEveryCallerIsAStranger() {
		this.runner.withUserConfiguration(Providing.class)
			.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(RpcGrpcProviderAutoConfiguration.KnownCallers.class));
	}

	@Test
	void aDrainThatIsSwitchedOffIsNotThere() {
		this.runner.withUserConfiguration(Providing.class)
			.withPropertyValues("rpc.provider.drain.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(GrpcDrainOnShutdown.class));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void callsRunOnVirtualThreads() {
		this.runner.withUserConfiguration(Providing.class)
			.run((context) -> assertThat(context).hasSingleBean(GrpcServerExecutorProvider.class)
				.hasBean("rpcGrpcServerExecutorProvider"));
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void withoutVirtualThreadsCallsRunOnThoseOfGrpc() {
		this.runner.withUserConfiguration(Providing.class)
			.run((context) -> assertThat(context).doesNotHaveBean(GrpcServerExecutorProvider.class));
	}

	@Test
	void theThreadsOfTheApplicationWin() {
		this.runner.withUserConfiguration(Providing.class, OwnThreads.class)
			.run((context) -> assertThat(context).hasSingleBean(GrpcServerExecutorProvider.class)
				.hasBean("ownThreads"));
	}

	@Test
	void aConsumerHasChannelsWhereSpringsClientIs() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(GrpcClients.class));
		this.runner.withPropertyValues("spring.grpc.client.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(GrpcClients.class));
		Runners.plain()
			.withConfiguration(AutoConfigurations.of(RpcGrpcConsumerAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(GrpcChannelFactory.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(GrpcClients.class));
		Runners.plain()
			.withConfiguration(AutoConfigurations.of(RpcGrpcConsumerAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(ManagedChannel.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(GrpcClients.class));
	}

	@Test
	void aUrlOfGrpcWithoutItsClientNamesTheDependency() {
		FailureAnalysis report = Reports.ofStart(Calling.class, "rpc.endpoints.shop=grpc://localhost:9090",
				"spring.grpc.client.enabled=false");
		assertThat(report.getDescription())
			.isEqualTo("The URL of 'shop' begins with 'grpc://', and this application has no gRPC client.");
		assertThat(report.getAction())
			.isEqualTo("Add the dependency 'org.springframework.boot:spring-boot-starter-grpc-client', leave"
					+ " 'spring.grpc.client.enabled' as it is, or write an HTTP URL.");
	}

	@Test
	void aBasePathThatWouldDoNothingIsRefused() {
		FailureAnalysis report = Reports.ofStart(Calling.class, "rpc.endpoints.shop=grpc://localhost:9090",
				"rpc.consumer.targets.shop.base-path=/api");
		assertThat(report.getDescription())
			.isEqualTo("'rpc.consumer.targets.shop.base-path' would do nothing: gRPC has paths of its own.");
	}

	@Test
	void aPathInAUrlOfGrpcIsRefused() {
		FailureAnalysis report = Reports.ofStart(Calling.class, "rpc.endpoints.shop=grpc://localhost:9090/api");
		assertThat(report.getDescription())
			.isEqualTo("The URL 'grpc://localhost:9090/api' of 'shop' has a path, and gRPC has paths of its own.");
		assertThat(report.getAction()).isEqualTo("Write host and port only.");
	}

	@Configuration(proxyBeanMethods = false)
	static class Providing {

		@Bean
		HelloBean hello() {
			return new HelloBean();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnThreads {

		@Bean
		GrpcServerExecutorProvider ownThreads() {
			return () -> Runnable::run;
		}

	}

	@Auto
	static class Calling {

		@RemoteReference("shop")
		Hello hello;

	}

}
