package io.github.rpcboot.resilience;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointPicker;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;

/**
 * A consumer with the whole of this room, in front of simulated instances. Calls come at
 * random moments; the time is virtual.
 */
final class Traffic implements AutoCloseable {

	static final long MILLI = 1_000_000;

	static final long SECOND = 1000 * MILLI;

	final VirtualTime time = new VirtualTime();

	final Map<Endpoint, Integer> attempts = new HashMap<>();

	final Map<Idempotency, Integer> succeeded = new HashMap<>();

	final Map<Idempotency, Integer> failed = new HashMap<>();

	private final Random random;

	private final List<Endpoint> endpoints;

	private final Map<Endpoint, LongFunction<Answer>> behaviour = new HashMap<>();

	private final EndpointPicker picker;

	private final Retries retries;

	private final long start = this.time.getAsLong();

	private Duration timeout = Duration.ofSeconds(3);

	private long slowest;

	Traffic(int instances, long seed) {
		this.random = new Random(seed);
		this.endpoints = Calls.instances(instances);
		SlowStart slowStart = new SlowStart(10 * SECOND, this.random::nextInt);
		this.picker = new Instances("orders", new TwoChoices(this.random::nextInt, slowStart), true, this.time,
				this.random::nextInt, RpcEvents.NONE);
		this.retries = new Retries("orders", () -> this.endpoints, (method) -> 3, new RetryBudget(0.2, this.time),
				new Backoff(this.random::nextInt), this::pause, this.time, RpcEvents.NONE);
		this.endpoints.forEach((one) -> this.behaviour.put(one, (now) -> Answer.after(5)));
	}

	private boolean pause(long nanos, Object cancellation) {
		this.time.sleep(nanos);
		return true;
	}

	Traffic timeout(Duration timeout) {
		this.timeout = timeout;
		return this;
	}

	/** What an instance does with a call that comes at a time since the start. */
	Traffic instance(int index, LongFunction<Answer> behaviour) {
		this.behaviour.put(this.endpoints.get(index), behaviour);
		return this;
	}

	/** Calls that alternate between writes and reads. */
	Traffic calls(int perSecond, int seconds) {
		double mean = (double) SECOND / perSecond;
		double at = 0;
		for (int i = 0; at < seconds * (double) SECOND; i++) {
			at -= Math.log(1 - this.random.nextDouble()) * mean;
			Idempotency idempotency = (i % 2 == 0) ? Idempotency.UNKNOWN : Idempotency.NO_SIDE_EFFECTS;
			this.time.after((long) at, () -> call(idempotency));
		}
		this.time.run();
		return this;
	}

	private void call(Idempotency idempotency) {
		long started = this.time.getAsLong();
		RpcReply reply = this.retries.intercept(Calls.call(idempotency, this.timeout, this.time), this::attempt);
		((reply.failure() == null) ? this.succeeded : this.failed).merge(idempotency, 1, Integer::sum);
		this.slowest = Math.max(this.slowest, this.time.getAsLong() - started);
	}

	/** As the end of the consumer's chain does it. */
	private RpcReply attempt(RpcCall call) {
		Endpoint endpoint = this.picker.pick(this.endpoints, call.attempts());
		call.attempts().add(endpoint);
		this.attempts.merge(endpoint, 1, Integer::sum);
		Answer answer = this.behaviour.get(endpoint).apply(this.time.getAsLong() - this.start);
		long left = call.deadline().remainingNanos();
		boolean late = answer.nanos >= left;
		this.time.sleep(late ? left : answer.nanos);
		boolean first = call.attempts().size() == 1;
		this.picker.finished(endpoint,
				late ? (first ? AttemptOutcome.TIMED_OUT : AttemptOutcome.ABANDONED) : answer.outcome);
		return late ? RpcReply.failure(RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED, "over", true)) : answer.reply;
	}

	double share(int index) {
		double all = this.attempts.values().stream().mapToInt(Integer::intValue).sum();
		return this.attempts.getOrDefault(this.endpoints.get(index), 0) / all;
	}

	int attempts(int index) {
		return this.attempts.getOrDefault(this.endpoints.get(index), 0);
	}

	int failed(Idempotency idempotency) {
		return this.failed.getOrDefault(idempotency, 0);
	}

	long slowestMillis() {
		return this.slowest / MILLI;
	}

	@Override
	public void close() {
		this.time.close();
	}

	/**
	 * What an instance does with a call.
	 *
	 * @param nanos when it answers
	 * @param reply what it answers
	 * @param outcome what that says of the instance
	 */
	record Answer(long nanos, RpcReply reply, AttemptOutcome outcome) {

		static Answer after(long millis) {
			return new Answer(millis * MILLI, Calls.SUCCESS, AttemptOutcome.ANSWERED);
		}

		static Answer never() {
			return after(1_000_000);
		}

		static Answer failing(FailureClass failureClass) {
			AttemptOutcome outcome = switch (failureClass) {
				case NEVER_SENT -> AttemptOutcome.NEVER_SENT;
				case REFUSED -> AttemptOutcome.REFUSED;
				case AMBIGUOUS -> AttemptOutcome.BROKEN;
				case ANSWERED -> AttemptOutcome.ANSWERED;
				case OVER -> AttemptOutcome.ABANDONED;
			};
			return new Answer(MILLI / 2, RpcReply.failure(Calls.failure(failureClass)), outcome);
		}

		/** For one that wakes up later: its call is answered then. */
		Answer delayed(long nanos) {
			return new Answer(this.nanos + nanos, this.reply, this.outcome);
		}

	}

}
