package io.github.rpcboot.resilience;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryBudgetTests {

	private static final int PER_SECOND = 200;

	private final ManualClock clock = new ManualClock();

	private final AtomicInteger attempts = new AtomicInteger();

	private boolean broken = true;

	private RpcReply answer(FailureClass failureClass) {
		this.attempts.incrementAndGet();
		return this.broken ? RpcReply.failure(Calls.failure(failureClass)) : Calls.SUCCESS;
	}

	/** A caller with its own budget, whose pauses take no time. */
	private RpcHandler caller(double ratio, RpcHandler next) {
		Retries retries = new Retries("orders", () -> Calls.instances(2), (method) -> 3,
				new RetryBudget(ratio, this.clock), new Backoff((bound) -> 0), (nanos, cancellation) -> true,
				this.clock, RpcEvents.NONE);
		return (call) -> retries.intercept(Calls.call(Idempotency.IDEMPOTENT, call.deadline()), (attempt) -> {
			attempt.attempts().add(Calls.instances(2).get(attempt.attempts().size() % 2));
			return next.handle(attempt);
		});
	}

	private int failures(RpcHandler caller, int seconds) {
		int failures = 0;
		for (int i = 0; i < seconds * PER_SECOND; i++) {
			this.clock.passNanos(1_000_000_000L / PER_SECOND);
			RpcCall call = Calls.call(Idempotency.IDEMPOTENT, Duration.ofSeconds(3), this.clock);
			failures += (caller.handle(call).failure() != null) ? 1 : 0;
		}
		return failures;
	}

	@ParameterizedTest
	@EnumSource(value = FailureClass.class, names = { "REFUSED", "AMBIGUOUS" })
	void ifEverythingFailsAQuarterIsAddedAtMost(FailureClass failureClass) {
		RpcHandler caller = caller(0.2, (call) -> answer(failureClass));

		assertThat(failures(caller, 30)).isEqualTo(30 * PER_SECOND);
		assertThat(this.attempts.get()).isBetween(30 * PER_SECOND * 115 / 100, 30 * PER_SECOND * 125 / 100);
	}

	@Test
	void alsoAfterALongTimeWithoutFailures() {
		RpcHandler caller = caller(0.2, (call) -> answer(FailureClass.REFUSED));
		this.broken = false;
		failures(caller, 30);
		this.broken = true;
		this.attempts.set(0);
		failures(caller, 30);

		assertThat(this.attempts.get()).isLessThanOrEqualTo(30 * PER_SECOND * 125 / 100);
	}

	@Test
	void nothingFailsOnceTheProviderIsBack() {
		RpcHandler caller = caller(0.2, (call) -> answer(FailureClass.REFUSED));
		failures(caller, 30);
		this.broken = false;

		assertThat(failures(caller, 5)).isZero();
	}

	@Test
	void threeLayersThatAllRepeatMultiplyNoMoreThanTheirBudgets() {
		RpcHandler bottom = caller(0.2, (call) -> answer(FailureClass.REFUSED));
		RpcHandler top = caller(0.2, caller(0.2, bottom));
		failures(top, 30);

		assertThat(this.attempts.get()).isLessThanOrEqualTo((int) (30 * PER_SECOND * Math.pow(1.25, 3)));
	}

	@Test
	void aRatioOfZeroIsNoBudget() {
		RpcHandler caller = caller(0, (call) -> answer(FailureClass.REFUSED));
		failures(caller, 2);

		assertThat(this.attempts.get()).isEqualTo(2 * PER_SECOND);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 10 })
	void threeASecondAreAllowedInAnyCase(int secondsBefore) {
		this.clock.pass(secondsBefore * 1000L);
		RetryBudget budget = new RetryBudget(0.2, this.clock);
		int allowed = 0;
		for (int i = 0; i < 600; i++) {
			this.clock.pass(100);
			allowed += budget.withdraw() ? 1 : 0;
		}

		assertThat(allowed).isBetween(3 * 60, 30 + 4 * 60);
	}

	@Test
	void callsOfMoreThanTenSecondsAgoPayNothing() {
		RetryBudget budget = new RetryBudget(0.2, this.clock);
		for (int i = 0; i < 1000; i++) {
			budget.deposit();
		}
		this.clock.pass(10_000);
		int allowed = 0;
		while (budget.withdraw()) {
			allowed++;
		}

		assertThat(allowed).isEqualTo(30);
	}

}
