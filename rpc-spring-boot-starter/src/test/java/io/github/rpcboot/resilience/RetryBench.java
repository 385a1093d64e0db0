package io.github.rpcboot.resilience;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;

/**
 * Retries on a clock that a test moves, in front of instances that answer by a script.
 * Every random pause is as long as it can be; pauses pass at once and are noted.
 */
final class RetryBench {

	final ManualClock clock = new ManualClock();

	final List<Endpoint> instances;

	final List<Long> pauses = new ArrayList<>();

	final List<RpcEvents.Kind> events = new ArrayList<>();

	final List<Deadline> attemptDeadlines = new ArrayList<>();

	private final Deque<UnaryOperator<RpcReply>> script = new ArrayDeque<>();

	private double ratio = 0.2;

	private int most = 3;

	private RetryBudget budget;

	private Retries retries;

	RetryBench(int instances) {
		this.instances = new ArrayList<>(Calls.instances(instances));
		this.budget = new RetryBudget(this.ratio, this.clock);
		this.retries = retries();
	}

	private Retries retries() {
		return new Retries("orders", () -> this.instances, (method) -> this.most, this.budget,
				new Backoff((bound) -> bound - 1), this::pause, this.clock,
				(kind, subject, instance) -> this.events.add(kind));
	}

	private boolean pause(long nanos, Object cancellation) {
		this.pauses.add(Duration.ofNanos(nanos).toMillis());
		this.clock.passNanos(nanos);
		return true;
	}

	RetryBench ratio(double ratio) {
		this.ratio = ratio;
		this.budget = new RetryBudget(this.ratio, this.clock);
		this.retries = retries();
		return this;
	}

	RetryBench maxAttempts(int most) {
		this.most = most;
		return this;
	}

	/** Each answer comes after a millisecond. */
	RetryBench answers(RpcReply... replies) {
		Arrays.stream(replies).forEach((reply) -> after(1, reply));
		return this;
	}

	RetryBench fails(FailureClass... classes) {
		Arrays.stream(classes).forEach((one) -> after(1, RpcReply.failure(Calls.failure(one))));
		return this;
	}

	RetryBench after(long millis, RpcReply reply) {
		this.script.add((nothing) -> {
			this.clock.pass(millis);
			return reply;
		});
		return this;
	}

	RetryBench does(Runnable action, RpcReply reply) {
		this.script.add((nothing) -> {
			action.run();
			return reply;
		});
		return this;
	}

	/** Takes an untried instance while there is one, and then the next. */
	private RpcReply attempt(RpcCall call) {
		this.attemptDeadlines.add(call.deadline());
		Endpoint untried = this.instances.stream()
			.filter((one) -> !call.attempts().contains(one))
			.findFirst()
			.orElseGet(() -> this.instances.get(call.attempts().size() % this.instances.size()));
		call.attempts().add(untried);
		return this.script.remove().apply(null);
	}

	RpcCall call(Idempotency idempotency) {
		return Calls.call(idempotency, Duration.ofSeconds(3), this.clock);
	}

	RpcReply send(RpcCall call) {
		return send(call, this::attempt);
	}

	RpcReply send(RpcCall call, RpcHandler next) {
		return this.retries.intercept(call, next);
	}

	RpcFailure fail(RpcCall call) {
		RpcFailure failure = send(call).failure();
		if (failure == null) {
			throw new AssertionError("The call has succeeded");
		}
		return failure;
	}

	/** Of the thirty repeats that a few calls are worth; takes all of them. */
	int budgetTaken() {
		int left = 0;
		while (this.budget.withdraw()) {
			left++;
		}
		return 30 - left;
	}

	int unused() {
		return this.script.size();
	}

}
