package io.github.rpcboot.observability;

import java.io.Serial;

import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcFailure;

/**
 * A failed call as its span records it. A text that the other application wrote can hold
 * anything, so only texts of this starter are repeated.
 */
final class CallFailed extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	CallFailed(ObservedCall observed) {
		super(describe(observed), null, false, false);
	}

	private static String describe(ObservedCall observed) {
		RpcFailure failure = observed.failure();
		if (failure == null) {
			return "unknown";
		}
		boolean ours = observed.kind() != ObservedCall.Kind.HANDLING && failure.failureClass() != FailureClass.ANSWERED
				&& failure.failureClass() != FailureClass.REFUSED;
		return ours ? failure.toString() : failure.status().code();
	}

}
