package io.github.rpcboot.observability;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/** Starts and ends the observations of one kind. */
final class Observer {

	private final ObservationRegistry registry;

	private final KindConvention convention;

	Observer(ObservationRegistry registry, RpcObservationConvention convention, ObservedCall.Kind kind) {
		this.registry = registry;
		this.convention = new KindConvention(kind, convention);
	}

	/** What the thread is doing already, unless that is switched off. */
	@Nullable Observation current() {
		Observation current = this.registry.getCurrentObservation();
		return (current != null && !current.isNoop()) ? current : null;
	}

	/**
	 * Starts an observation.
	 * @param observed what is observed
	 * @param context says what the span is and what carries the trace
	 * @param parent the observation that this one belongs to where the thread has none
	 * @return an observation, which does nothing where it is switched off
	 */
	Observation start(ObservedCall observed, Observation.Context context, @Nullable Object parent) {
		context.put(ObservedCall.class, observed);
		Observation observation = Observation.createNotStarted(null, this.convention, () -> context, this.registry);
		if (parent instanceof Observation known && current() == null) {
			observation.parentObservation(known);
		}
		return observation.start();
	}

	void stop(Observation observation, ObservedCall observed) {
		if (observed.isError()) {
			observation.error(new CallFailed(observed));
		}
		observation.stop();
	}

}
