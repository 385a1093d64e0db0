package io.github.rpcboot.observability;

import io.github.rpcboot.call.RpcCall;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observations, which go wherever the handlers of the application take them: to meters,
 * to spans.
 *
 * @param <C> says what the span is and what carries the trace
 */
abstract class ObservationWatch<C extends Observation.Context> implements Watch {

	private final ObservationRegistry registry;

	private final KindConvention convention;

	ObservationWatch(ObservationRegistry registry, RpcObservationConvention convention, ObservedCall.Kind kind) {
		this.registry = registry;
		this.convention = new KindConvention(kind, convention);
	}

	@Override
	public final @Nullable Watched start(ObservedCall observed) {
		C context = context(observed);
		context.put(ObservedCall.class, observed);
		Observation observation = Observation.createNotStarted(null, this.convention, () -> context, this.registry);
		if (parent(observed.call()) instanceof Observation known && current() == null) {
			observation.parentObservation(known);
		}
		observation.start();
		return observation.isNoop() ? null : new WatchedObservation(observed, context, observation);
	}

	/** What the span is, and what carries the trace. */
	abstract C context(ObservedCall observed);

	/** The observation that a call belongs to where its thread has none. */
	abstract @Nullable Object parent(RpcCall call);

	/** The call as it goes on, asked for once, within the scope of the observation. */
	abstract RpcCall goingOn(RpcCall call, C context, Observation observation);

	/** What the thread is doing already, unless that is switched off. */
	final @Nullable Observation current() {
		Observation current = this.registry.getCurrentObservation();
		return (current != null && !current.isNoop()) ? current : null;
	}

	private final class WatchedObservation implements Watched {

		private final ObservedCall observed;

		private final C context;

		private final Observation observation;

		WatchedObservation(ObservedCall observed, C context, Observation observation) {
			this.observed = observed;
			this.context = context;
			this.observation = observation;
		}

		@Override
		public Observation.Scope open() {
			return this.observation.openScope();
		}

		@Override
		public RpcCall call() {
			return goingOn(this.observed.call(), this.context, this.observation);
		}

		@Override
		public void stop() {
			if (this.observed.isError()) {
				this.observation.error(new CallFailed(this.observed));
			}
			this.observation.stop();
		}

	}

}
