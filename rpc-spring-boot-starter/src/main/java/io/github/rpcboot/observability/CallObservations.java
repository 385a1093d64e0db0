package io.github.rpcboot.observability;

import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/** Of kind CLIENT, but nothing is sent: the attempts carry the trace. */
final class CallObservations extends ObservationWatch<SenderContext<Object>> {

	CallObservations(ObservationRegistry registry, RpcObservationConvention convention) {
		super(registry, convention, ObservedCall.Kind.CALL);
	}

	@Override
	SenderContext<Object> context(ObservedCall observed) {
		SenderContext<Object> context = new SenderContext<>((carrier, name, value) -> {
		}, Kind.CLIENT);
		context.setCarrier(context);
		return context;
	}

	/** The call that this one is made for, on a thread that took its context along. */
	@Override
	@Nullable Object parent(RpcCall call) {
		RpcContext handled = RpcContext.current();
		return (handled != null) ? handled.observation() : null;
	}

	@Override
	RpcCall goingOn(RpcCall call, SenderContext<Object> context, Observation observation) {
		call.observedBy(observation);
		return call;
	}

}
