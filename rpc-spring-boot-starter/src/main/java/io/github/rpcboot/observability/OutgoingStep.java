package io.github.rpcboot.observability;

import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcReply;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/** Observes the calls to one application, all attempts of a call together. */
final class OutgoingStep implements RpcInterceptor {

	private final String application;

	private final Observer observer;

	private final @Nullable TargetMeters meters;

	OutgoingStep(String application, Observer observer, @Nullable TargetMeters meters) {
		this.application = application;
		this.observer = observer;
		this.meters = meters;
	}

	@Override
	public RpcReply intercept(RpcCall call, RpcHandler next) {
		if (this.meters == null) {
			return observe(call, next);
		}
		this.meters.started();
		try {
			return observe(call, next);
		}
		finally {
			this.meters.ended(call);
		}
	}

	private RpcReply observe(RpcCall call, RpcHandler next) {
		ObservedCall observed = ObservedCall.call(this.application, call);
		Observation observation = this.observer.start(observed, context(), handled());
		if (observation.isNoop()) {
			return next.handle(call);
		}
		call.observedBy(observation);
		try (Observation.Scope scope = observation.openScope()) {
			RpcReply reply = next.handle(call);
			observed.answered(reply);
			return reply;
		}
		catch (RuntimeException | Error ex) {
			observed.failed(ex);
			throw ex;
		}
		finally {
			this.observer.stop(observation, observed);
		}
	}

	/** Of kind CLIENT, but nothing is sent: the attempts carry the trace. */
	private static Observation.Context context() {
		SenderContext<Object> context = new SenderContext<>((carrier, name, value) -> {
		}, Kind.CLIENT);
		context.setCarrier(context);
		return context;
	}

	/** The call that this one is made for, on a thread that took its context along. */
	private static @Nullable Object handled() {
		RpcContext handled = RpcContext.current();
		return (handled != null) ? handled.observation() : null;
	}

}
