package io.github.rpcboot.resilience;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;

/**
 * Repeats what may be repeated, within the deadline. What was never sent costs nothing,
 * and goes on to another instance at once; if there is none, an instance that did not
 * accept in time is asked again after a pause. What was refused goes on to another one
 * once at once; everything else waits, and takes from the budget.
 */
final class Retries implements RpcInterceptor {

	/** Less than this is not worth an attempt. */
	private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(5);

	/** A connection that is refused at once may be another process of the same URL. */
	private static final long AT_ONCE = TimeUnit.MILLISECONDS.toNanos(50);

	/** More than any deadline; much more would be too much for nanoseconds. */
	private static final Duration LONGEST_WISH = Duration.ofDays(365);

	private final String application;

	private final EndpointSource source;

	private final ToIntFunction<MethodContract> maxAttempts;

	private final RetryBudget budget;

	private final Backoff backoff;

	private final Pause pause;

	private final LongSupplier clock;

	private final SlowMethods slow;

	private final RpcEvents events;

	Retries(String application, EndpointSource source, ToIntFunction<MethodContract> maxAttempts, RetryBudget budget,
			Backoff backoff, Pause pause, LongSupplier clock, RpcEvents events) {
		this.application = application;
		this.source = source;
		this.maxAttempts = maxAttempts;
		this.budget = budget;
		this.backoff = backoff;
		this.pause = pause;
		this.clock = clock;
		this.slow = new SlowMethods(clock);
		this.events = events;
	}

	@Override
	public RpcReply intercept(RpcCall call, RpcHandler next) {
		this.budget.deposit();
		Progress progress = new Progress(call);
		while (true) {
			RpcReply reply = attempt(call, next, progress.next());
			if (reply.failure() == null) {
				this.slow.answered(call.method(), progress.attemptTook());
				return reply;
			}
			RpcReply end = progress.failed(reply, reply.failure());
			if (end != null) {
				return end;
			}
			this.events.happened(RpcEvents.Kind.RETRIED, this.application, lastOf(call));
		}
	}

	private static Endpoint lastOf(RpcCall call) {
		return call.attempts().get(call.attempts().size() - 1);
	}

	/** A method that reports a deadline of its own has not run out of ours. */
	private void noteTime(RpcCall call, RpcFailure failure, long took) {
		boolean answered = failure.failureClass() == FailureClass.ANSWERED;
		if (failure.status() == RpcStatus.DEADLINE_EXCEEDED && !answered && RetryPolicy.isRepeatable(call)) {
			this.slow.ranOut(call.method(), took, call.attempts().size() > 1);
		}
	}

	private RpcReply attempt(RpcCall call, RpcHandler next, boolean last) {
		Deadline deadline = AttemptTime.of(call, last, this.slow.longest(call.method()));
		RpcCall attempt = (deadline != call.deadline()) ? call.attempt(deadline, call.cancellation()) : call;
		return AttemptTime.judge(call, deadline, next.handle(attempt));
	}

	private static boolean isOver(RpcCall call) {
		return call.cancellation().isCanceled() || Thread.currentThread().isInterrupted()
				|| call.deadline().remainingNanos() < LEAST;
	}

	/** Nothing was sent: every other instance, or the same URL if there is no other. */
	private boolean mayGoOn(RpcCall call, int most, long started) {
		List<Endpoint> endpoints = this.source.endpoints();
		int attempts = call.attempts().size();
		if (isOver(call) || attempts > endpoints.size() + most) {
			return false;
		}
		return (endpoints.size() == 1) ? attempts < most && this.clock.getAsLong() - started < AT_ONCE
				: hasUntried(call, endpoints);
	}

	private static boolean hasUntried(RpcCall call, List<Endpoint> endpoints) {
		for (Endpoint endpoint : endpoints) {
			if (!call.attempts().contains(endpoint)) {
				return true;
			}
		}
		return false;
	}

	private boolean mayRepeat(RpcCall call, RpcFailure failure, int counted, int most) {
		if (!RetryPolicy.mayRepeat(call, failure) || RetryPolicy.isForbidden(failure) || counted >= most
				|| isOver(call)) {
			return false;
		}
		long pause = pauseBefore(call, failure, counted);
		if (pause > call.deadline().remainingNanos() - LEAST) {
			return false;
		}
		if (!RetryPolicy.wasNeverSent(failure) && !this.budget.withdraw()) {
			this.events.happened(RpcEvents.Kind.BUDGET_EXHAUSTED, this.application, null);
			return false;
		}
		return pause == 0 || (this.pause.pause(pause, call.cancellation()) && !isOver(call));
	}

	/**
	 * The first refusal goes to another instance at once; the wish is for its sender.
	 * Those who were sent away together must not come back together.
	 */
	private long pauseBefore(RpcCall call, RpcFailure failure, int counted) {
		boolean another = hasUntried(call, this.source.endpoints());
		if (!failure.mayHaveExecuted() && counted == 1 && another) {
			return 0;
		}
		long wish = another ? 0 : nanos(failure.retryAfter());
		return wish + this.backoff.nanos(counted);
	}

	private static long nanos(@Nullable Duration wish) {
		return (wish == null) ? 0 : (wish.compareTo(LONGEST_WISH) < 0) ? wish.toNanos() : LONGEST_WISH.toNanos();
	}

	private RpcFailure nobodyReached(RpcCall call, RpcFailure last) {
		if (call.attempts().stream().distinct().count() < 2) {
			return last;
		}
		return RpcFailure.neverSent(last.status(), "No instance of '" + this.application + "' could be reached, tried "
				+ call.attempts() + ". The last one: " + last.message(), last.cause());
	}

	/** How far a call has come. */
	private final class Progress {

		private final RpcCall call;

		private final int most;

		private final long came;

		/** Attempts that count: not those that went on to another instance at once. */
		private int counted;

		private boolean ambiguous;

		private boolean reached;

		private boolean worthRepeat;

		private int attempts;

		private long started;

		Progress(RpcCall call) {
			this.call = call;
			this.most = Retries.this.maxAttempts.applyAsInt(call.method());
			this.came = Retries.this.clock.getAsLong();
		}

		/** Begins an attempt, and tells whether it is the last one. */
		boolean next() {
			this.attempts = this.call.attempts().size();
			this.started = Retries.this.clock.getAsLong();
			return this.counted + 1 >= this.most || Retries.this.budget.isOff();
		}

		long attemptTook() {
			return Retries.this.clock.getAsLong() - this.started;
		}

		/** Waits if need be, and gives the reply to end with, if it must end. */
		@Nullable RpcReply failed(RpcReply reply, RpcFailure failure) {
			this.ambiguous |= failure.mayHaveExecuted();
			if (this.call.attempts().size() == this.attempts) {
				return told(reply, failure);
			}
			boolean neverSent = RetryPolicy.wasNeverSent(failure);
			boolean onward = neverSent && mayGoOn(this.call, this.most, this.started);
			this.reached |= !neverSent;
			// Whoever does not refuse at once may be there, and have too much to do.
			this.worthRepeat |= this.reached || attemptTook() >= AT_ONCE;
			this.counted += (this.worthRepeat && !onward) ? 1 : 0;
			if (onward || (this.worthRepeat && mayRepeat(this.call, failure, this.counted, this.most))) {
				return null;
			}
			noteTime(this.call, failure, Retries.this.clock.getAsLong() - this.came);
			return told(reply, this.reached ? failure : nobodyReached(this.call, failure));
		}

		/** What an earlier attempt may have done, the last one does not undo. */
		private RpcReply told(RpcReply reply, RpcFailure failure) {
			RpcFailure told = this.ambiguous ? failure.afterAmbiguous() : failure;
			return (told == reply.failure()) ? reply : RpcReply.failure(told).withHeaders(reply.headers());
		}

	}

}
