package io.github.rpcboot.observability;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.contract.MethodContract;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.noop.NoopTimer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The timers that observations would end in, kept at hand. Where nothing but meters
 * listens to observations, this costs a fraction of them. Predicates and filters are
 * asked once for each set of labels.
 */
final class CallTimers implements Watch {

	private final ObservedCall.Kind kind;

	private final MeterRegistry registry;

	private final List<ObservationPredicate> predicates;

	private final List<ObservationFilter> filters;

	private final Clock clock;

	private final Map<Labels, Timer> timers = new ConcurrentHashMap<>();

	CallTimers(ObservedCall.Kind kind, MeterRegistry registry, List<ObservationPredicate> predicates,
			List<ObservationFilter> filters) {
		this.kind = kind;
		this.registry = registry;
		this.predicates = predicates;
		this.filters = filters;
		this.clock = registry.config().clock();
		registry.config().onMeterRemoved((meter) -> this.timers.values().removeIf((timer) -> timer == meter));
	}

	@Override
	public Watched start(ObservedCall observed) {
		return new TimedCall(observed, this.clock.monotonicTime());
	}

	private void ended(ObservedCall observed, long nanos) {
		Labels labels = Labels.of(observed);
		Timer timer = this.timers.get(labels);
		if (timer == null) {
			timer = this.timers.computeIfAbsent(labels, (key) -> timer(observed));
		}
		timer.record(nanos, TimeUnit.NANOSECONDS);
	}

	private Timer timer(ObservedCall observed) {
		String name = OpenTelemetryNames.name(this.kind);
		Observation.Context context = new Observation.Context();
		context.setName(name);
		context.put(ObservedCall.class, observed);
		for (ObservationPredicate predicate : this.predicates) {
			if (!predicate.test(name, context)) {
				return new NoopTimer(new Meter.Id(name, Tags.empty(), null, null, Meter.Type.TIMER));
			}
		}
		context.addLowCardinalityKeyValues(OpenTelemetryNames.labels(observed));
		for (ObservationFilter filter : this.filters) {
			context = filter.map(context);
		}
		Tags tags = Tags.of("error", observed.isError() ? CallFailed.class.getSimpleName() : KeyValue.NONE_VALUE);
		for (KeyValue label : context.getLowCardinalityKeyValues()) {
			tags = tags.and(label.getKey(), label.getValue());
		}
		return this.registry.timer(name, tags);
	}

	/** What the labels of a call are made of: names of contracts and codes, so few. */
	private record Labels(@Nullable MethodContract method, String system, @Nullable RpcStatus status,
			@Nullable String exception) {

		static Labels of(ObservedCall observed) {
			MethodContract method = observed.call().method();
			RpcFailure failure = observed.failure();
			return new Labels(method.isKnown() ? method : null, OpenTelemetryNames.system(observed),
					(failure != null) ? failure.status() : null,
					(failure != null) ? OpenTelemetryNames.exception(method, failure) : null);
		}

	}

	private final class TimedCall implements Watched {

		private final ObservedCall observed;

		private final long started;

		TimedCall(ObservedCall observed, long started) {
			this.observed = observed;
			this.started = started;
		}

		@Override
		public Observation.Scope open() {
			return Observation.Scope.NOOP;
		}

		@Override
		public RpcCall call() {
			return this.observed.call();
		}

		@Override
		public void stop() {
			ended(this.observed, CallTimers.this.clock.monotonicTime() - this.started);
		}

	}

}
