package io.github.rpcboot.resilience;

import java.util.concurrent.TimeUnit;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;

/**
 * How long an attempt may take. One that can be repeated gets a third of what is left, so
 * that a silent instance leaves time for another, and twice what answers of the method
 * took lately; one that cannot, or is the last, gets everything.
 */
final class AttemptTime {

	private static final int PARTS = 3;

	private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(100);

	/** The provider rounds its time down to a millisecond, and so may answer first. */
	private static final long ROUNDING = TimeUnit.MILLISECONDS.toNanos(10);

	private AttemptTime() {
	}

	/**
	 * The time of an attempt.
	 * @param call the call
	 * @param last whether no other attempt may follow
	 * @param longest how long an answer of the method took lately, 0 if that is not known
	 * @return the deadline of the call, or a part of it
	 */
	static Deadline of(RpcCall call, boolean last, long longest) {
		if (last || !RetryPolicy.isRepeatable(call)) {
			return call.deadline();
		}
		long part = Math.max(call.deadline().remainingNanos() / PARTS, LEAST);
		return call.deadline().part(Math.max(part, 2 * longest));
	}

	/**
	 * The end of an attempt by its own time is not the end of the call.
	 * @param call the call
	 * @param attempt what the attempt had
	 * @param reply how the attempt ended
	 * @return the reply, as an ambiguous failure if the call has time left
	 */
	static RpcReply judge(RpcCall call, Deadline attempt, RpcReply reply) {
		RpcFailure failure = reply.failure();
		if (failure == null || attempt == call.deadline() || failure.status() != RpcStatus.DEADLINE_EXCEEDED
				|| call.deadline().isExpired()) {
			return reply;
		}
		boolean ours = switch (failure.failureClass()) {
			case OVER -> true;
			case ANSWERED -> attempt.remainingNanos() < ROUNDING;
			case NEVER_SENT, REFUSED, AMBIGUOUS -> false;
		};
		return ours ? RpcReply.failure(tooSlow(failure)) : reply;
	}

	private static RpcFailure tooSlow(RpcFailure failure) {
		return failure.mayHaveExecuted()
				? RpcFailure.ambiguous(RpcStatus.DEADLINE_EXCEEDED, "No answer came in the time of an attempt.", null)
				: RpcFailure.neverSent(RpcStatus.UNAVAILABLE, "No connection was there in the time of an attempt.",
						null);
	}

}
