package io.github.rpcboot.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.call.ConsumerInterceptor;
import io.github.rpcboot.call.ProviderInterceptor;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.observability.Observability;
import io.github.rpcboot.observability.ObservedCall;
import io.github.rpcboot.observability.RpcObservationConvention;
import io.github.rpcboot.provider.RemoteServices;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationHandlerGroup;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationRegistryCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When calls are observed, and that nothing is paid for it otherwise.
 */
class ObservabilityTests {

	private static final String DURATION = "rpc.client.call.duration";

	private final ApplicationContextRunner unobserved = Runners.plain()
		.withConfiguration(AutoConfigurations.of(RpcObservabilityAutoConfiguration.class))
		.withUserConfiguration(Both.class);

	private final ApplicationContextRunner observed = this.unobserved
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void withBootsMetricsCallsAreObserved() {
		this.observed.run((context) -> {
			assertThat(context).hasSingleBean(Instrumentation.class);
			context.getBean(Greeter.class).hello.sayHello("Ada");
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.get(DURATION).tag("rpc.method", "Hello/sayHello").timer().count()).isEqualTo(1);
			assertThat(meters.get("rpc.client.attempt.duration").timer().count()).isEqualTo(1);
			assertThat(meters.get("rpc.server.call.duration").timer().count()).isEqualTo(1);
			assertThat(meters.get("rpc.client.request.size").summary().count()).isEqualTo(1);
			assertThat(framesOf(context.getBean(Both.class))).anyMatch(ObservabilityTests::isOfObservability);
		});
	}

	@Test
	void withoutAnObservationRegistryTheChainsHaveNoStepForIt() {
		this.unobserved.run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(Instrumentation.class);
			assertThat(context.getBean(Greeter.class).hello.sayHello("Ada")).isEqualTo("Hello, Ada");
			assertThat(framesOf(context.getBean(Both.class))).isNotEmpty()
				.noneMatch(ObservabilityTests::isOfObservability);
		});
	}

	@Test
	void withoutMicrometersMetersAndTracingCallsAreObservedAllTheSame() {
		this.unobserved.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("io.micrometer.core", "io.micrometer.tracing"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Instrumentation.class)
				.doesNotHaveBean("rpcMeters")
				.doesNotHaveBean("rpcEventCounters")
				.doesNotHaveBean("rpcTracer"));
	}

	@Test
	void withoutMicrometerCallsWork() {
		this.unobserved.withClassLoader(new FilteredClassLoader("io.micrometer.core", "io.micrometer.tracing"))
			.run((context) -> assertThat(context.getBean(Greeter.class).hello.sayHello("Ada")).isEqualTo("Hello, Ada"));
	}

	@Test
	void aTracerGivesItsIdsToTheLog() {
		this.observed.withBean(Tracer.class, () -> Tracer.NOOP)
			.run((context) -> assertThat(context).hasNotFailed().hasBean("rpcTracer"));
	}

	@Test
	void eventsAreLoggedInEveryApplicationAndCountedWhereThereAreMeters() {
		this.unobserved
			.run((context) -> assertThat(context).getBeanNames(RpcEvents.class).containsExactly("rpcEventLog"));
		this.observed.run((context) -> assertThat(context).getBeanNames(RpcEvents.class)
			.containsExactlyInAnyOrder("rpcEventLog", "rpcEventCounters"));
	}

	@Test
	void bootsSwitchTurnsAllObservationsOff() {
		this.observed.withPropertyValues("management.observations.enable.rpc=false").run((context) -> {
			assertThat(context.getBean(Greeter.class).hello.sayHello("Ada")).isEqualTo("Hello, Ada");
			assertThat(context.getBean(MeterRegistry.class).getMeters())
				.noneMatch((meter) -> meter.getId().getName().contains("duration"));
		});
	}

	@Test
	void bootsSwitchTurnsOneObservationOff() {
		this.observed.withPropertyValues("management.observations.enable.rpc.client.attempt=false").run((context) -> {
			context.getBean(Greeter.class).hello.sayHello("Ada");
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.find("rpc.client.attempt.duration").timer()).isNull();
			assertThat(meters.get(DURATION).timer().count()).isEqualTo(1);
			assertThat(meters.get("rpc.server.call.duration").timer().count()).isEqualTo(1);
		});
	}

	@Test
	void timersStandInForObservationsWhereOnlyMetersListen() {
		this.observed.withPropertyValues("management.observations.key-values.region=eu").run((context) -> {
			assertThat(isObserved(context)).isFalse();
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.get(DURATION).tag("region", "eu").timer().count()).isEqualTo(1);
			assertThat(meters.get("rpc.server.call.duration").tag("region", "eu").timer().count()).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { Handler.class, Predicate.class, Filter.class, Customizer.class, Global.class,
			OwnTracer.class, OwnGroup.class, OwnRegistry.class })
	void whateverElseAnApplicationAddsToObservationsFindsThem(Class<?> added) {
		this.observed.withUserConfiguration(added)
			.run((context) -> assertThat(isObserved(context)).as("observed with a %s", added).isTrue());
	}

	/** A long task timer is what only observations have. */
	private static boolean isObserved(ApplicationContext context) {
		context.getBean(Greeter.class).hello.sayHello("Ada");
		MeterRegistry meters = context.getBean(MeterRegistry.class);
		return meters.find(DURATION + ".active").longTaskTimer() != null;
	}

	@Test
	void timersThatWereRemovedComeBack() {
		this.observed.run((context) -> {
			context.getBean(Greeter.class).hello.sayHello("Ada");
			context.getBean(MeterRegistry.class).clear();
			context.getBean(Greeter.class).hello.sayHello("Ada");
			assertThat(context.getBean(MeterRegistry.class).get(DURATION).timer().count()).isEqualTo(1);
		});
	}

	@Test
	void gaugesEndWithTheirApplication() {
		SimpleMeterRegistry shared = new SimpleMeterRegistry();
		this.observed.withBean("shared", MeterRegistry.class, () -> shared).run((context) -> {
			context.getBean(Greeter.class).hello.sayHello("Ada");
			assertThat(shared.find("rpc.client.calls.active").gauge()).isNotNull();
			context.getBean(ObservedCalls.class).close();
			assertThat(shared.find("rpc.client.calls.active").gauge()).isNull();
			assertThat(shared.find(DURATION).timer()).isNotNull();
		});
	}

	@Test
	void howFullAProviderIsCanBeSeen() {
		this.observed.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class)).run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			RemoteServices services = context.getBean(RemoteServices.class);
			assertThat(meters.get("rpc.server.calls.active").gauge().value()).isZero();
			assertThat(meters.get("rpc.server.calls.waiting").gauge().value()).isZero();
			assertThat(meters.get("rpc.server.calls.limit").gauge().value()).isEqualTo(services.maxInFlight())
				.isPositive();
		});
	}

	@Test
	void bootsSwitchTurnsMetersOff() {
		this.observed.withPropertyValues("management.metrics.enable.rpc=false").run((context) -> {
			context.getBean(Greeter.class).hello.sayHello("Ada");
			assertThat(context.getBean(MeterRegistry.class).getMeters())
				.noneMatch((meter) -> meter.getId().getName().startsWith("rpc"));
		});
	}

	@Test
	void aConventionOfTheApplicationWins() {
		this.observed.withBean(RpcObservationConvention.class, Tenants::new).run((context) -> {
			context.getBean(Greeter.class).hello.sayHello("Ada");
			assertThat(context).hasSingleBean(RpcObservationConvention.class);
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.get("shop.call").tag("tenant", "7").tag("rpc.method", "Hello/sayHello").timer().count())
				.isEqualTo(1);
			assertThat(meters.find(DURATION).timer()).isNull();
		});
	}

	@Test
	void registriesThatTheApplicationMakesItselfAreUsed() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		this.unobserved.withBean(MeterRegistry.class, () -> meters).withBean(ObservationRegistry.class, () -> {
			ObservationRegistry registry = ObservationRegistry.create();
			registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
			return registry;
		}).run((context) -> {
			context.getBean(Greeter.class).hello.sayHello("Ada");
			assertThat(meters.get(DURATION).timer().count()).isEqualTo(1);
			assertThat(meters.get("rpc.client.calls.active").gauge().value()).isZero();
		});
	}

	private static List<String> framesOf(Both application) {
		return application.frames;
	}

	private static boolean isOfObservability(String type) {
		return type.startsWith(Observability.class.getPackageName() + ".");
	}

	/** Both sides in one application, with steps of its own that look around. */
	@Configuration(proxyBeanMethods = false)
	static class Both {

		private final List<String> frames = new CopyOnWriteArrayList<>();

		@Bean
		HelloBean helloBean() {
			return new HelloBean();
		}

		@Bean
		Greeter greeter(@RemoteReference("inprocess://local") Hello hello) {
			return new Greeter(hello);
		}

		@Bean
		ConsumerInterceptor consumerFrames() {
			return (call, next) -> {
				look();
				return next.handle(call);
			};
		}

		@Bean
		ProviderInterceptor providerFrames() {
			return (call, next) -> {
				look();
				return next.handle(call);
			};
		}

		private void look() {
			this.frames.addAll(StackWalker.getInstance()
				.walk((stack) -> stack.map(StackWalker.StackFrame::getClassName).toList()));
		}

	}

	record Greeter(Hello hello) {
	}

	/** Another name, one label more. */
	private static final class Tenants implements RpcObservationConvention {

		@Override
		public String name(ObservedCall.Kind kind) {
			return (kind == ObservedCall.Kind.CALL) ? "shop.call" : RpcObservationConvention.super.name(kind);
		}

		@Override
		public KeyValues labels(ObservedCall observed) {
			return RpcObservationConvention.super.labels(observed).and("tenant", "7");
		}

	}

	static class Handler implements ObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	static class Predicate implements ObservationPredicate {

		@Override
		public boolean test(String name, Observation.Context context) {
			return true;
		}

	}

	static class Filter implements ObservationFilter {

		@Override
		public Observation.Context map(Observation.Context context) {
			return context;
		}

	}

	static class Customizer implements ObservationRegistryCustomizer<ObservationRegistry> {

		@Override
		public void customize(ObservationRegistry registry) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTracer {

		@Bean
		Tracer tracer() {
			return Tracer.NOOP;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnGroup {

		@Bean
		ObservationHandlerGroup meters() {
			return ObservationHandlerGroup.of(DefaultMeterObservationHandler.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRegistry {

		@Bean
		ObservationRegistry registry() {
			return ObservationRegistry.create();
		}

	}

	static class Global implements GlobalObservationConvention<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return false;
		}

	}

}
