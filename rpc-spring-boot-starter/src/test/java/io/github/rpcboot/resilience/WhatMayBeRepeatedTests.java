package io.github.rpcboot.resilience;

import java.util.HashSet;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The core rule, cell by cell: failure class × idempotency. */
class WhatMayBeRepeatedTests {

	/** Four instances, at most three attempts, every attempt fails in the same way. */
	@ParameterizedTest
	@CsvSource({ "NEVER_SENT, UNKNOWN, 4, 0, 0, false", "NEVER_SENT, IDEMPOTENT, 4, 0, 0, false",
			"NEVER_SENT, NO_SIDE_EFFECTS, 4, 0, 0, false", "REFUSED, UNKNOWN, 3, 2, 1, false",
			"REFUSED, IDEMPOTENT, 3, 2, 1, false", "REFUSED, NO_SIDE_EFFECTS, 3, 2, 1, false",
			"AMBIGUOUS, UNKNOWN, 1, 0, 0, true", "AMBIGUOUS, IDEMPOTENT, 3, 2, 2, true",
			"AMBIGUOUS, NO_SIDE_EFFECTS, 3, 2, 2, true", "ANSWERED, UNKNOWN, 1, 0, 0, true",
			"ANSWERED, IDEMPOTENT, 1, 0, 0, true", "ANSWERED, NO_SIDE_EFFECTS, 1, 0, 0, true",
			"OVER, UNKNOWN, 1, 0, 0, true", "OVER, IDEMPOTENT, 1, 0, 0, true", "OVER, NO_SIDE_EFFECTS, 1, 0, 0, true" })
	void theClassAndTheContractDecide(FailureClass failureClass, Idempotency idempotency, int attempts, int budget,
			int pauses, boolean mayHaveExecuted) {
		RetryBench bench = new RetryBench(4);
		bench.fails(failureClass, failureClass, failureClass, failureClass, failureClass);
		RpcCall call = bench.call(idempotency);

		RpcFailure failure = (failureClass == FailureClass.OVER) ? overAtTheEnd(bench, call) : bench.fail(call);

		assertThat(call.attempts()).hasSize(attempts);
		assertThat(new HashSet<>(call.attempts())).as("different instances").hasSize(attempts);
		assertThat(bench.pauses).hasSize(pauses);
		assertThat(bench.events).hasSize(attempts - 1).allMatch((kind) -> kind == RpcEvents.Kind.RETRIED);
		assertThat(failure.mayHaveExecuted()).isEqualTo(mayHaveExecuted);
		assertThat(failure.failureClass()).isEqualTo(failureClass);
		assertThat(call.deadline().isExpired()).isEqualTo(failureClass == FailureClass.OVER);
		assertThat(bench.budgetTaken()).isEqualTo(budget);
	}

	/** A call is over when its whole time has passed. */
	private static RpcFailure overAtTheEnd(RetryBench bench, RpcCall call) {
		return bench.send(call, (attempt) -> {
			call.attempts().add(bench.instances.get(0));
			bench.clock.pass(3000);
			return RpcReply.failure(Calls.failure(FailureClass.OVER));
		}).failure();
	}

	@ParameterizedTest
	@CsvSource({ "UNKNOWN", "IDEMPOTENT", "NO_SIDE_EFFECTS" })
	void aSuccessIsTheAnswer(Idempotency idempotency) {
		RetryBench bench = new RetryBench(4).answers(Calls.SUCCESS);
		RpcCall call = bench.call(idempotency);

		assertThat(bench.send(call)).isSameAs(Calls.SUCCESS);
		assertThat(call.attempts()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "NEVER_SENT, UNKNOWN", "REFUSED, UNKNOWN", "AMBIGUOUS, IDEMPOTENT", "AMBIGUOUS, NO_SIDE_EFFECTS" })
	void theSuccessOfARepeatIsTheAnswer(FailureClass failureClass, Idempotency idempotency) {
		RetryBench bench = new RetryBench(2).fails(failureClass).answers(Calls.SUCCESS);

		assertThat(bench.send(bench.call(idempotency))).isSameAs(Calls.SUCCESS);
	}

	@ParameterizedTest
	@CsvSource({ "1, 1", "2, 2", "5, 5" })
	void theNumberOfAttemptsIsConfigured(int most, int attempts) {
		RetryBench bench = new RetryBench(2).maxAttempts(most);
		bench.fails(FailureClass.AMBIGUOUS, FailureClass.AMBIGUOUS, FailureClass.AMBIGUOUS, FailureClass.AMBIGUOUS,
				FailureClass.AMBIGUOUS);
		RpcCall call = bench.call(Idempotency.IDEMPOTENT);
		bench.send(call);

		assertThat(call.attempts()).hasSize(attempts);
	}

	@Test
	void thePausesDouble() {
		RetryBench bench = new RetryBench(2).maxAttempts(9);
		for (int i = 0; i < 6; i++) {
			bench.fails(FailureClass.AMBIGUOUS);
		}
		bench.answers(Calls.SUCCESS);
		bench.send(bench.call(Idempotency.IDEMPOTENT));

		assertThat(bench.pauses).containsExactly(50L, 100L, 200L, 400L, 800L, 1000L);
	}

	@Test
	void whatWasNeverSentDoesNotCountAsAnAttemptOfThePolicy() {
		RetryBench bench = new RetryBench(4);
		bench.fails(FailureClass.NEVER_SENT, FailureClass.NEVER_SENT, FailureClass.AMBIGUOUS, FailureClass.AMBIGUOUS)
			.answers(Calls.SUCCESS);

		assertThat(bench.send(bench.call(Idempotency.IDEMPOTENT))).isSameAs(Calls.SUCCESS);
		assertThat(bench.budgetTaken()).isEqualTo(2);
	}

	@Test
	void everyInstanceIsTriedOnceAndTheMessageListsThem() {
		RetryBench bench = new RetryBench(3);
		bench.fails(FailureClass.NEVER_SENT, FailureClass.NEVER_SENT, FailureClass.NEVER_SENT);

		assertThat(bench.fail(bench.call(Idempotency.UNKNOWN)).message())
			.isEqualTo("No instance of 'orders' could be reached, "
					+ "tried [http://host0, http://host1, http://host2]. The last one: NEVER_SENT");
	}

	@Test
	void anInstanceThatDidNotAcceptInTimeWhileTheOthersAreGoneIsAskedAgainAndThatIsFree() {
		RetryBench bench = new RetryBench(2);
		bench.after(500, RpcReply.failure(Calls.failure(FailureClass.NEVER_SENT)))
			.fails(FailureClass.NEVER_SENT)
			.answers(Calls.SUCCESS);

		assertThat(bench.send(bench.call(Idempotency.UNKNOWN))).isSameAs(Calls.SUCCESS);
		assertThat(bench.pauses).containsExactly(50L);
		assertThat(bench.budgetTaken()).isZero();
	}

	@Test
	void anInstanceThatRefusedWhileTheOthersAreGoneIsAskedAgain() {
		RetryBench bench = new RetryBench(2);
		bench.fails(FailureClass.REFUSED, FailureClass.NEVER_SENT).answers(Calls.SUCCESS);
		RpcCall call = bench.call(Idempotency.UNKNOWN);

		assertThat(bench.send(call)).isSameAs(Calls.SUCCESS);
		assertThat(call.attempts()).hasSize(3);
		assertThat(bench.pauses).hasSize(1);
	}

	@Test
	void itIsNotAskedForEver() {
		RetryBench bench = new RetryBench(2);
		bench.fails(FailureClass.REFUSED, FailureClass.NEVER_SENT, FailureClass.NEVER_SENT, FailureClass.NEVER_SENT);
		RpcCall call = bench.call(Idempotency.UNKNOWN);

		assertThat(bench.fail(call).message()).isEqualTo("NEVER_SENT");
		assertThat(call.attempts()).hasSize(3);
	}

	@Test
	void nothingIsRepeatedIfLessThanFiveMillisecondsAreLeft() {
		RetryBench bench = new RetryBench(3).after(2996, reply(FailureClass.NEVER_SENT));
		RpcCall call = bench.call(Idempotency.UNKNOWN);
		bench.send(call);

		assertThat(call.attempts()).hasSize(1);
	}

	@Test
	void noPauseReachesBeyondTheDeadline() {
		RetryBench bench = new RetryBench(3).after(2940, reply(FailureClass.AMBIGUOUS))
			.after(1, reply(FailureClass.AMBIGUOUS));
		RpcCall call = bench.call(Idempotency.IDEMPOTENT);
		bench.send(call);

		assertThat(call.attempts()).as("50 ms of pause fit, 100 ms do not").hasSize(2);
		assertThat(call.deadline().isExpired()).isFalse();
	}

	@Test
	void aStepThatChoosesNoInstanceIsNotRepeated() {
		RetryBench bench = new RetryBench(2);
		RpcFailure limit = Calls.failure(FailureClass.NEVER_SENT);

		assertThat(bench.send(bench.call(Idempotency.IDEMPOTENT), (call) -> reply(limit)).failure()).isSameAs(limit);
	}

	@Test
	void withoutABudgetTheOriginalFailureComesAtOnce() {
		RetryBench bench = new RetryBench(2).fails(FailureClass.AMBIGUOUS);
		bench.budgetTaken();
		RpcCall call = bench.call(Idempotency.IDEMPOTENT);

		assertThat(bench.fail(call).message()).isEqualTo("AMBIGUOUS");
		assertThat(bench.events).containsExactly(RpcEvents.Kind.BUDGET_EXHAUSTED);
		assertThat(bench.pauses).isEmpty();
	}

	@Test
	void withoutABudgetWhatWasNeverSentIsRepeatedAllTheSame() {
		RetryBench bench = new RetryBench(2).fails(FailureClass.NEVER_SENT).answers(Calls.SUCCESS);
		bench.budgetTaken();

		assertThat(bench.send(bench.call(Idempotency.UNKNOWN))).isSameAs(Calls.SUCCESS);
	}

	@Test
	void aRatioOfZeroRepeatsOnlyWhatCostsNothing() {
		RetryBench bench = new RetryBench(2).ratio(0).fails(FailureClass.NEVER_SENT, FailureClass.REFUSED);
		RpcCall call = bench.call(Idempotency.IDEMPOTENT);

		assertThat(bench.fail(call).failureClass()).isEqualTo(FailureClass.REFUSED);
		assertThat(call.attempts()).hasSize(2);
	}

	private static RpcReply reply(FailureClass failureClass) {
		return reply(Calls.failure(failureClass));
	}

	private static RpcReply reply(RpcFailure failure) {
		return RpcReply.failure(failure);
	}

}
