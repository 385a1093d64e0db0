package io.github.rpcboot.observability;

import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcReply;
import org.jspecify.annotations.Nullable;

/** Observes the calls to one application, all attempts of a call together. */
final class OutgoingStep implements RpcInterceptor {

	private final String application;

	private final Watch watch;

	private final @Nullable TargetMeters meters;

	OutgoingStep(String application, Watch watch, @Nullable TargetMeters meters) {
		this.application = application;
		this.watch = watch;
		this.meters = meters;
	}

	@Override
	public RpcReply intercept(RpcCall call, RpcHandler next) {
		if (this.meters == null) {
			return observe(call, next);
		}
		this.meters.started();
		TargetMeters known = this.meters;
		RpcReply reply = null;
		try {
			reply = observe(call, next);
		}
		finally {
			if (reply == null || reply.stream() == null) {
				known.ended(call);
			}
		}
		return (reply.stream() == null) ? reply : reply.whenEnded((end) -> known.ended(call));
	}

	private RpcReply observe(RpcCall call, RpcHandler next) {
		return this.watch.around(ObservedCall.call(this.application, call), next);
	}

}
