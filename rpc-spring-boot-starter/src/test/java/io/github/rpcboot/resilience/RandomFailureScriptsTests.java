package io.github.rpcboot.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointPicker;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds whatever the network does: 20 000 random scripts, whose seed a failure
 * tells.
 */
class RandomFailureScriptsTests {

	private static final int SCRIPTS = 20_000;

	private static final long SEED = 20_260_101;

	@Test
	void theInvariantsHold() {
		for (int i = 0; i < SCRIPTS; i++) {
			long seed = SEED + i;
			try {
				new Script(seed).run();
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError("Script with seed " + seed + ": " + ex.getMessage(), ex);
			}
		}
	}

	@Test
	void theScriptsReachEveryEnd() {
		int[] ends = new int[FailureClass.values().length + 1];
		for (int i = 0; i < 2000; i++) {
			RpcFailure failure = new Script(SEED + i).run();
			ends[(failure != null) ? failure.failureClass().ordinal() : ends.length - 1]++;
		}
		assertThat(ends).doesNotContain(0);
	}

	/** One call over random instances, with a budget that others have used. */
	private static final class Script {

		private final ManualClock clock = new ManualClock();

		private final Random random;

		private final List<Endpoint> endpoints;

		private final EndpointPicker picker;

		private final List<RpcReply> replies = new ArrayList<>();

		private final List<Long> sentAt = new ArrayList<>();

		private final int most;

		private final int budgetBefore;

		private final boolean off;

		private final RetryBudget budget;

		private final Retries retries;

		private final RpcCall call;

		private final Deadline deadline;

		private int paid;

		Script(long seed) {
			this.random = new Random(seed);
			this.endpoints = Calls.instances(1 + this.random.nextInt(5));
			this.most = 1 + this.random.nextInt(4);
			this.off = this.random.nextInt(10) == 0;
			this.budget = new RetryBudget(this.off ? 0 : 0.2, this.clock);
			this.budgetBefore = this.random.nextInt(5);
			while (!this.off && balance() > this.budgetBefore) {
				this.budget.withdraw();
				this.paid++;
			}
			this.picker = new Instances("orders",
					new TwoChoices(this.random::nextInt, new SlowStart(0, this.random::nextInt)), true, this.clock,
					this.random::nextInt, RpcEvents.NONE);
			this.retries = new Retries("orders", () -> this.endpoints, (method) -> this.most, this.budget,
					new Backoff(this.random::nextInt), this::pause, this.clock, RpcEvents.NONE);
			Idempotency idempotency = Idempotency.values()[this.random.nextInt(3)];
			this.deadline = Deadline.after(Duration.ofMillis(20 + this.random.nextInt(3000)), "test", this.clock);
			this.call = Calls.call(idempotency, this.deadline);
		}

		private int balance() {
			return 30 - this.paid;
		}

		private boolean pause(long nanos, Object cancellation) {
			assertThat(this.deadline.remainingNanos()).as("a pause ends by the deadline").isGreaterThan(nanos);
			this.clock.passNanos(nanos);
			return this.random.nextInt(50) != 0;
		}

		/** An attempt ends by its deadline: the transport's promise. */
		private RpcReply attempt(RpcCall attempt) {
			Endpoint endpoint = this.picker.pick(this.endpoints, attempt.attempts());
			attempt.attempts().add(endpoint);
			this.sentAt.add(this.deadline.remainingNanos());
			long left = attempt.deadline().remainingNanos();
			long takes = (long) (Math.pow(this.random.nextDouble(), 4) * 2_000_000_000L);
			this.clock.passNanos(Math.min(left, takes));
			RpcReply reply = (takes >= left)
					? RpcReply.failure(RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED, "over", this.random.nextInt(4) > 0))
					: RandomFailureScriptsTests.reply(this.random);
			this.picker.finished(endpoint, AttemptOutcome.values()[this.random.nextInt(7)]);
			this.replies.add(reply);
			return reply;
		}

		RpcFailure run() {
			RpcReply end = this.retries.intercept(this.call, this::attempt);
			assertThat(this.deadline.remainingNanos()).as("ends by the deadline").isNotNegative();
			assertThat(this.sentAt).as("nothing is sent with less than 5 ms")
				.allMatch((left) -> left >= 5_000_000 || this.sentAt.size() == 1);
			for (int i = 0; i < this.replies.size() - 1; i++) {
				mayBeRepeated(this.replies.get(i));
			}
			RpcReply last = this.replies.get(this.replies.size() - 1);
			assertThat(end.failure() == null).as("the last reply is the answer").isEqualTo(last.failure() == null);
			if (end.failure() == null) {
				assertThat(end).isSameAs(last);
			}
			counts();
			tells(end);
			return end.failure();
		}

		private void mayBeRepeated(RpcReply reply) {
			RpcFailure failure = reply.failure();
			assertThat(failure).as("nothing comes after a success").isNotNull();
			boolean unknown = this.call.method().idempotency() == Idempotency.UNKNOWN;
			assertThat(unknown && failure.mayHaveExecuted()).as("I1").isFalse();
			assertThat(failure.failureClass()).as("never repeated").isNotEqualTo(FailureClass.ANSWERED);
			if (failure.failureClass() == FailureClass.OVER) {
				assertThat(unknown).as("the end of an attempt is repeated for idempotent methods").isFalse();
				assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
			}
			assertThat(failure.retryAfter() != null && failure.retryAfter().isNegative()).as("forbidden").isFalse();
		}

		private void counts() {
			long counted = this.replies.stream()
				.filter((reply) -> reply.failure() != null && !isFree(reply.failure()))
				.count();
			assertThat(counted).as("attempts of counted classes").isLessThanOrEqualTo(this.most);
			assertThat(this.replies.size()).isLessThanOrEqualTo(this.endpoints.size() + 2 * this.most);
			long repeatsThatCost = this.replies.subList(0, this.replies.size() - 1)
				.stream()
				.filter((reply) -> !isFree(reply.failure()))
				.count();
			assertThat(repeatsThatCost).as("the budget").isLessThanOrEqualTo(this.off ? 0 : this.budgetBefore + 1);
		}

		/** An attempt without a connection in its time was never sent. */
		private static boolean isFree(RpcFailure failure) {
			return failure.failureClass() == FailureClass.NEVER_SENT
					|| (failure.failureClass() == FailureClass.OVER && !failure.mayHaveExecuted());
		}

		private void tells(RpcReply end) {
			boolean any = this.replies.stream()
				.anyMatch((reply) -> reply.failure() != null && reply.failure().mayHaveExecuted());
			if (end.failure() != null) {
				assertThat(end.failure().mayHaveExecuted()).as("tells what any attempt may have done").isEqualTo(any);
			}
		}

	}

	private static RpcReply reply(Random random) {
		int kind = random.nextInt(12);
		if (kind == 0) {
			return Calls.SUCCESS;
		}
		FailureClass failureClass = FailureClass.values()[(kind < 4) ? 0 : (kind < 7) ? 1 : (kind < 10) ? 2 : kind - 7];
		RpcFailure failure = (failureClass == FailureClass.OVER)
				? RpcFailure.over(RpcStatus.CANCELED, "canceled", random.nextBoolean()) : Calls.failure(failureClass);
		boolean mute = failureClass == FailureClass.NEVER_SENT || random.nextInt(5) > 0;
		Duration wish = mute ? null : Duration.ofMillis(random.nextInt(1000) - 100);
		return RpcReply.failure(failure.withRetryAfter(wish));
	}

}
