package io.github.rpcboot.observability;

import java.util.function.UnaryOperator;

import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcHeaders;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/** Observations of what is handled, which go on with the trace that was sent. */
final class HandlingObservations extends ObservationWatch<Observation.Context> {

	private final UnaryOperator<RpcHeaders> trace;

	HandlingObservations(ObservationRegistry registry, RpcObservationConvention convention,
			UnaryOperator<RpcHeaders> trace) {
		super(registry, convention, ObservedCall.Kind.HANDLING);
		this.trace = trace;
	}

	/**
	 * A filter of the web application may have read the trace already: then its span is
	 * the parent. The span is of kind SERVER either way.
	 */
	@Override
	Observation.Context context(ObservedCall observed) {
		if (current() != null) {
			SenderContext<Object> context = new SenderContext<>((carrier, name, value) -> {
			}, Kind.SERVER);
			context.setCarrier(context);
			return context;
		}
		ReceiverContext<RpcHeaders> context = new ReceiverContext<>(RpcHeaders::get, Kind.SERVER);
		context.setCarrier(observed.call().headers());
		return context;
	}

	@Override
	@Nullable Object parent(RpcCall call) {
		return null;
	}

	@Override
	RpcCall goingOn(RpcCall call, Observation.Context context, Observation observation) {
		call.observedBy(observation);
		return call.withHeaders(this.trace.apply(call.headers()));
	}

}
