package io.github.rpcboot.resilience;

import java.util.List;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcReply;

/** Repeats what was never sent, at another instance, at once and within the deadline. */
final class Failover implements RpcInterceptor {

	private final String application;

	private final EndpointSource source;

	Failover(String application, EndpointSource source) {
		this.application = application;
		this.source = source;
	}

	@Override
	public RpcReply intercept(RpcCall call, RpcHandler next) {
		RpcReply reply = next.handle(call);
		int made = 0;
		while (call.attempts().size() > made && mayGoOn(call, reply)) {
			made = call.attempts().size();
			reply = next.handle(call);
		}
		RpcFailure failure = reply.failure();
		if (failure != null && failure.failureClass() == FailureClass.NEVER_SENT && call.attempts().size() > 1) {
			return RpcReply.failure(nobodyReached(call, failure));
		}
		return reply;
	}

	private boolean mayGoOn(RpcCall call, RpcReply reply) {
		RpcFailure failure = reply.failure();
		return failure != null && failure.failureClass() == FailureClass.NEVER_SENT && !call.deadline().isExpired()
				&& !call.cancellation().isCanceled() && hasUntried(call);
	}

	private boolean hasUntried(RpcCall call) {
		List<Endpoint> endpoints = this.source.endpoints();
		for (Endpoint endpoint : endpoints) {
			if (!call.attempts().contains(endpoint)) {
				return true;
			}
		}
		return false;
	}

	private RpcFailure nobodyReached(RpcCall call, RpcFailure last) {
		return RpcFailure.neverSent(last.status(), "No instance of '" + this.application + "' could be reached, tried "
				+ call.attempts() + ". The last one: " + last.message(), last.cause());
	}

}
