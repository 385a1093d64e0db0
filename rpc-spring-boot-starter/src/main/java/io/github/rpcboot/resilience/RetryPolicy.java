package io.github.rpcboot.resilience;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;

/** Which failures prove, or do not matter, that the method ran: the core rule. */
final class RetryPolicy {

	private RetryPolicy() {
	}

	/** Whether the method may run more than once. */
	static boolean isRepeatable(RpcCall call) {
		return call.method().idempotency() != Idempotency.UNKNOWN;
	}

	/** Whether the contract allows a repeat; number, time and budget may not. */
	static boolean mayRepeat(RpcCall call, RpcFailure failure) {
		if (!call.isReplayable()) {
			return false;
		}
		return switch (failure.failureClass()) {
			case NEVER_SENT, REFUSED -> true;
			case AMBIGUOUS -> isRepeatable(call);
			case ANSWERED, OVER -> false;
		};
	}

	static boolean isForbidden(RpcFailure failure) {
		return failure.retryAfter() != null && failure.retryAfter().isNegative();
	}

	static boolean wasNeverSent(RpcFailure failure) {
		return failure.failureClass() == FailureClass.NEVER_SENT;
	}

}
