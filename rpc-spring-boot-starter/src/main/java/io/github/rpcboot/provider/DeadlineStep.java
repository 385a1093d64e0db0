package io.github.rpcboot.provider;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcReply;

/** Refuses to start late, and discards what came late. */
final class DeadlineStep implements RpcInterceptor {

	@Override
	public RpcReply intercept(RpcCall call, RpcHandler next) {
		if (call.deadline().isExpired()) {
			return RpcReply.failure(RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED,
					"The deadline passed before the method started.", false));
		}
		try (RpcContext.Scope scope = RpcContext.open(call)) {
			return next.handle(call).map((reply) -> inTime(call, reply));
		}
	}

	private static RpcReply inTime(RpcCall call, RpcReply reply) {
		if (reply.failure() == null && call.deadline().isExpired()) {
			return RpcReply.failure(RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED,
					"The method took longer than the deadline allowed, so its result was discarded.", true));
		}
		return reply;
	}

}
