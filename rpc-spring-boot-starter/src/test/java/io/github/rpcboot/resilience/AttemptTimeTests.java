package io.github.rpcboot.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class AttemptTimeTests {

	private final RetryBench bench = new RetryBench(3);

	private final List<Long> given = new ArrayList<>();

	/** An instance that answers never; the attempt ends by its own time. */
	private final RpcHandler frozen = (call) -> {
		call.attempts().add(this.bench.instances.get(call.attempts().size()));
		this.given.add(call.deadline().remainingMillis());
		this.bench.clock.passNanos(call.deadline().remainingNanos());
		return over(true);
	};

	private static RpcReply over(boolean mayHaveExecuted) {
		return RpcReply.failure(RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED, "over", mayHaveExecuted));
	}

	private RpcReply judge(RpcCall call, Deadline attempt, RpcReply reply) {
		return AttemptTime.judge(call, attempt, reply);
	}

	@ParameterizedTest
	@EnumSource(value = Idempotency.class, names = { "IDEMPOTENT", "NO_SIDE_EFFECTS" })
	void anAttemptGetsAThirdOfWhatIsLeftAndTheLastOneEverything(Idempotency idempotency) {
		RpcCall call = this.bench.call(idempotency);
		RpcReply reply = this.bench.send(call, this.frozen);

		assertThat(this.given).containsExactly(1000L, 650L, 1200L);
		assertThat(this.bench.pauses).containsExactly(50L, 100L);
		assertThat(call.deadline().remainingNanos()).isZero();
		assertThat(reply.failure().status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(reply.failure().message()).isEqualTo("over");
		assertThat(reply.failure().mayHaveExecuted()).isTrue();
	}

	@Test
	void anAttemptThatCannotBeRepeatedGetsEverything() {
		RpcCall call = this.bench.call(Idempotency.UNKNOWN);
		this.bench.send(call, this.frozen);

		assertThat(this.given).containsExactly(3000L);
		assertThat(call.attempts()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "600, 200", "300, 100", "240, 100", "100, 100", "60, 60" })
	void anAttemptGetsAHundredMillisecondsAtLeast(long timeout, long first) {
		RpcCall call = Calls.call(Idempotency.IDEMPOTENT, Duration.ofMillis(timeout), this.bench.clock);
		this.bench.send(call, this.frozen);

		assertThat(this.given.get(0)).isEqualTo(first);
		assertThat(call.deadline().remainingNanos()).isNotNegative();
	}

	@Test
	void anOnlyAttemptGetsEverything() {
		this.bench.maxAttempts(1).send(this.bench.call(Idempotency.IDEMPOTENT), this.frozen);

		assertThat(this.given).containsExactly(3000L);
	}

	@Test
	void soDoesOneThatNoBudgetWouldRepeat() {
		this.bench.ratio(0).send(this.bench.call(Idempotency.IDEMPOTENT), this.frozen);

		assertThat(this.given).containsExactly(3000L);
	}

	@Test
	void theEndOfAnAttemptIsAmbiguousAndSaysSo() {
		RpcCall call = this.bench.call(Idempotency.IDEMPOTENT);
		Deadline attempt = AttemptTime.of(call, false, 0);
		this.bench.clock.pass(1000);
		RpcFailure failure = judge(call, attempt, over(true)).failure();

		assertThat(failure.failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.message()).isEqualTo("No answer came in the time of an attempt.");
	}

	@Test
	void anAttemptThatGotNoConnectionWasNeverSent() {
		RpcCall call = this.bench.call(Idempotency.IDEMPOTENT);
		Deadline attempt = AttemptTime.of(call, false, 0);
		this.bench.clock.pass(1000);
		RpcFailure failure = judge(call, attempt, over(false)).failure();

		assertThat(failure.failureClass()).isEqualTo(FailureClass.NEVER_SENT);
		assertThat(failure.message()).isEqualTo("No connection was there in the time of an attempt.");
	}

	/** The provider rounds its time down, and so may notice the end first. */
	@ParameterizedTest
	@CsvSource({ "1000, AMBIGUOUS", "991, AMBIGUOUS", "989, ANSWERED", "5, ANSWERED" })
	void theProvidersOwnDeadlineIsTheEndOfTheAttemptIfItComesThen(long millis, FailureClass expected) {
		RpcCall call = this.bench.call(Idempotency.IDEMPOTENT);
		Deadline attempt = AttemptTime.of(call, false, 0);
		this.bench.clock.pass(millis);
		RpcReply reply = RpcReply.failure(RpcFailure.answered(RpcStatus.DEADLINE_EXCEEDED, "too late"));

		assertThat(judge(call, attempt, reply).failure().failureClass()).isEqualTo(expected);
	}

	@ParameterizedTest
	@EnumSource(value = FailureClass.class, names = { "NEVER_SENT", "REFUSED", "AMBIGUOUS" })
	void whatIsKnownBetterStaysAsItIs(FailureClass known) {
		RpcCall call = this.bench.call(Idempotency.IDEMPOTENT);
		Deadline attempt = AttemptTime.of(call, false, 0);
		this.bench.clock.pass(1000);
		RpcReply reply = RpcReply.failure(switch (known) {
			case NEVER_SENT -> RpcFailure.neverSent(RpcStatus.DEADLINE_EXCEEDED, "x", null);
			case REFUSED -> RpcFailure.refused(RpcStatus.DEADLINE_EXCEEDED, "x");
			default -> RpcFailure.ambiguous(RpcStatus.DEADLINE_EXCEEDED, "x", null);
		});

		assertThat(judge(call, attempt, reply)).isSameAs(reply);
	}

	@Test
	void theEndOfTheCallIsTheEnd() {
		RpcCall call = this.bench.call(Idempotency.IDEMPOTENT);
		Deadline attempt = AttemptTime.of(call, false, 0);
		this.bench.clock.pass(3000);
		RpcReply reply = over(true);

		assertThat(judge(call, attempt, reply)).isSameAs(reply);
	}

	@Test
	void otherErrorsAndSuccessesAreNotTouched() {
		RpcCall call = this.bench.call(Idempotency.IDEMPOTENT);
		Deadline attempt = AttemptTime.of(call, false, 0);
		RpcReply answered = RpcReply.failure(Calls.failure(FailureClass.ANSWERED));

		assertThat(judge(call, attempt, answered)).isSameAs(answered);
		assertThat(judge(call, attempt, Calls.SUCCESS)).isSameAs(Calls.SUCCESS);
	}

}
