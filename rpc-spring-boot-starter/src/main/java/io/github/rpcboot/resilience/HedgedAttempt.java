package io.github.rpcboot.resilience;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import org.jspecify.annotations.Nullable;

/**
 * Two attempts of one call that race. The winner cancels the loser; a first attempt that
 * fails waits for a second one that is under way.
 */
final class HedgedAttempt {

	/** For a second attempt that was never made. */
	private static final RpcReply NEVER_MADE = RpcReply
		.failure(RpcFailure.neverSent(RpcStatus.UNAVAILABLE, "The attempt was not made.", null));

	private final RpcCall call;

	private final RpcHandler next;

	private final Cancellation first = new Cancellation();

	private final Cancellation second = new Cancellation();

	private final CompletableFuture<@Nullable RpcReply> hedge = new CompletableFuture<>();

	private final AtomicReference<State> state = new AtomicReference<>(State.ALONE);

	HedgedAttempt(RpcCall call, RpcHandler next) {
		this.call = call;
		this.next = next;
	}

	/** On the caller's thread. */
	RpcReply first() {
		Runnable cancel = this::cancelBoth;
		this.call.cancellation().onCancel(cancel);
		try {
			RpcReply reply = this.next.handle(this.call.attempt(this.call.deadline(), this.first));
			if (this.state.compareAndSet(State.ALONE, State.OVER) || isAnswer(reply)) {
				return reply;
			}
			return ofBoth(reply, awaitHedge());
		}
		finally {
			this.state.set(State.OVER);
			this.second.cancel();
			this.call.cancellation().remove(cancel);
		}
	}

	/** An error of the method is what the other attempt would bring as well. */
	private static boolean isAnswer(RpcReply reply) {
		RpcFailure failure = reply.failure();
		return failure == null || failure.failureClass() == FailureClass.ANSWERED;
	}

	/**
	 * The second one's answer, or the first one's failure, with what the second one may
	 * have done: one that has not come back may have done anything.
	 */
	private static RpcReply ofBoth(RpcReply reply, @Nullable RpcReply other) {
		if (other != null && isAnswer(other)) {
			return other;
		}
		RpcFailure failure = reply.failure();
		RpcFailure otherFailure = (other != null) ? other.failure() : null;
		if (failure == null || failure.mayHaveExecuted() || (otherFailure != null && !otherFailure.mayHaveExecuted())) {
			return reply;
		}
		return RpcReply.failure(failure.afterAmbiguous()).withHeaders(reply.headers());
	}

	private void cancelBoth() {
		this.first.cancel();
		this.second.cancel();
	}

	private @Nullable RpcReply awaitHedge() {
		try {
			return this.hedge.get(Math.max(1, this.call.deadline().remainingNanos()), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		catch (ExecutionException | TimeoutException ex) {
			return null;
		}
	}

	boolean claimSecond() {
		return !this.first.isCanceled() && this.state.compareAndSet(State.ALONE, State.TWO);
	}

	void withoutSecond() {
		this.hedge.complete(NEVER_MADE);
	}

	/** On a thread of its own. */
	void second() {
		if (this.second.isCanceled()) {
			withoutSecond();
			return;
		}
		try {
			RpcReply reply = this.next.handle(this.call.attempt(this.call.deadline(), this.second));
			this.hedge.complete(reply);
			if (isAnswer(reply)) {
				this.first.cancel();
			}
		}
		catch (RuntimeException | Error ex) {
			this.hedge.complete(null);
			throw ex;
		}
	}

	private enum State {

		/** There is only the first attempt. */
		ALONE,

		/** The second one is under way. */
		TWO,

		/** The caller has its answer. */
		OVER

	}

}
