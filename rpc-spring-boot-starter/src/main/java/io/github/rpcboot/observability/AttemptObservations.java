package io.github.rpcboot.observability;

import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcHeaders;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/** Observations of attempts, each of which sends its trace. */
final class AttemptObservations extends ObservationWatch<AttemptObservations.Sent> {

	AttemptObservations(ObservationRegistry registry, RpcObservationConvention convention) {
		super(registry, convention, ObservedCall.Kind.ATTEMPT);
	}

	@Override
	Sent context(ObservedCall observed) {
		Sent sent = new Sent(observed.call().headers());
		sent.setRemoteServiceName(observed.application());
		return sent;
	}

	@Override
	@Nullable Object parent(RpcCall call) {
		return call.observation();
	}

	@Override
	RpcCall goingOn(RpcCall call, Sent context, Observation observation) {
		return call.withHeaders(context.headers);
	}

	/** Takes what a tracer sends; it replaces what was inherited. */
	static final class Sent extends SenderContext<Sent> {

		private static final String TRACEPARENT = "traceparent";

		private static final String TRACESTATE = "tracestate";

		private RpcHeaders headers;

		Sent(RpcHeaders headers) {
			super(Sent::set, Kind.CLIENT);
			this.headers = headers;
			setCarrier(this);
		}

		/** A state belongs to its parent, and tracers send none that is empty. */
		private static void set(@Nullable Sent carrier, String name, String value) {
			if (carrier != null) {
				RpcHeaders before = carrier.headers;
				carrier.headers = (name.equalsIgnoreCase(TRACEPARENT) && before.get(TRACESTATE) != null)
						? withoutState(before).replace(name, value) : before.replace(name, value);
			}
		}

		private static RpcHeaders withoutState(RpcHeaders headers) {
			List<String> kept = new ArrayList<>();
			headers.forEach((name, value) -> {
				if (!name.equalsIgnoreCase(TRACESTATE)) {
					kept.add(name);
					kept.add(value);
				}
			});
			return RpcHeaders.ofPairs(kept);
		}

	}

}
