package io.github.rpcboot.autoconfigure;

import java.util.function.UnaryOperator;

import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.observability.Observability;
import io.github.rpcboot.observability.RpcObservationConvention;
import io.github.rpcboot.provider.RemoteServices;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import jakarta.servlet.Servlet;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Metrics, traces and logs of calls, each where the application has what it takes.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
				"org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration" })
public final class RpcObservabilityAutoConfiguration {

	private static final String SECURITY_FILTERS = "springSecurityFilterChain";

	@Bean
	@ConditionalOnMissingBean(name = "rpcEventLog")
	RpcEvents rpcEventLog() {
		return Observability.log();
	}

	/** Observations go to meters and to spans, as the application's handlers decide. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ObservationRegistry.class)
	@ConditionalOnSingleCandidate(ObservationRegistry.class)
	static class ObservationConfiguration {

		@Bean
		@ConditionalOnMissingBean
		RpcObservationConvention rpcObservationConvention() {
			return Observability.openTelemetry();
		}

		@Bean
		@ConditionalOnMissingBean
		Instrumentation rpcInstrumentation(ObservationRegistry registry, RpcObservationConvention convention,
				ObjectProvider<Part> parts) {
			Observability all = Observability.using(registry, convention);
			for (Part part : parts) {
				all = part.apply(all);
			}
			return new ObservedCalls(all);
		}

	}

	/** Where Spring's filter for web applications is. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ObservationRegistry.class, ServerHttpObservationFilter.class, Servlet.class })
	@ConditionalOnSingleCandidate(ObservationRegistry.class)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class HttpObservationConfiguration {

		/**
		 * The filters of Spring Security refuse calls before they reach the chain, and
		 * have observations of their own, whose parent is the one of Spring's filter.
		 */
		@Bean
		ObservationPredicate rpcCallsObservedOnce(RpcSettings settings, ConfigurableListableBeanFactory beans) {
			Boolean configured = settings.properties().provider().httpServerRequests();
			boolean both = (configured != null) ? configured : beans.containsBean(SECURITY_FILTERS);
			return both ? (name, context) -> true : new CallsObservedOnce(settings.properties().provider().basePath());
		}

	}

	/** What observations do not tell. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	@ConditionalOnSingleCandidate(MeterRegistry.class)
	static class MeterConfiguration {

		@Bean
		Part rpcMeters(MeterRegistry registry) {
			return (observability) -> observability.withMeters(registry);
		}

		@Bean
		Part rpcTimers(MeterRegistry registry, ConfigurableListableBeanFactory beans,
				ObjectProvider<ObservationPredicate> not, ObjectProvider<ObservationFilter> filters) {
			return MetersAlone.observe(beans) ? (observability) -> observability.withTimersAlone(registry,
					not.orderedStream().toList(), filters.orderedStream().toList()) : (observability) -> observability;
		}

		@Bean
		MeterBinder rpcAdmissionMeters(ObjectProvider<RemoteServices> services) {
			return (registry) -> services.ifAvailable((provided) -> Observability.admission(provided::inFlight,
					provided::waiting, provided::maxInFlight, registry));
		}

		@Bean
		@ConditionalOnMissingBean(name = "rpcEventCounters")
		RpcEvents rpcEventCounters(MeterRegistry registry) {
			return Observability.counters(registry);
		}

	}

	/** The trace id of log lines. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Tracer.class)
	@ConditionalOnSingleCandidate(Tracer.class)
	static class TracerConfiguration {

		@Bean
		Part rpcTracer(Tracer tracer) {
			return (observability) -> observability.withTracer(tracer);
		}

	}

	/** What an optional library adds. */
	interface Part extends UnaryOperator<Observability> {

	}

}
