package io.github.rpcboot.resilience;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** One URL may be many processes, so it is worth another attempt. */
class SingleUrlTests {

	private final RetryBench bench = new RetryBench(1);

	@ParameterizedTest
	@EnumSource
	void whatWasNeverSentIsRepeatedAtOnceUpToTheMostAttempts(Idempotency idempotency) {
		this.bench.fails(FailureClass.NEVER_SENT, FailureClass.NEVER_SENT, FailureClass.NEVER_SENT);
		RpcCall call = this.bench.call(idempotency);

		assertThat(this.bench.fail(call).message()).as("its own message").isEqualTo("NEVER_SENT");
		assertThat(call.attempts()).hasSize(3);
		assertThat(this.bench.pauses).isEmpty();
		assertThat(this.bench.budgetTaken()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "49, 0", "50, 1", "500, 1" })
	void aConnectionThatIsNotAcceptedInTimeIsTriedAgainAfterAPause(long millis, int pauses) {
		this.bench.after(millis, RpcReply.failure(Calls.failure(FailureClass.NEVER_SENT))).answers(Calls.SUCCESS);

		assertThat(this.bench.send(this.bench.call(Idempotency.UNKNOWN))).isSameAs(Calls.SUCCESS);
		assertThat(this.bench.pauses).hasSize(pauses);
		assertThat(this.bench.budgetTaken()).isZero();
	}

	@Test
	void aConnectionThatIsNeverAcceptedIsTriedAsOftenAsTheMostAttempts() {
		for (int i = 0; i < 3; i++) {
			this.bench.after(500, RpcReply.failure(Calls.failure(FailureClass.NEVER_SENT)));
		}
		RpcCall call = this.bench.call(Idempotency.UNKNOWN);

		assertThat(this.bench.fail(call).mayHaveExecuted()).isFalse();
		assertThat(call.attempts()).hasSize(3);
		assertThat(this.bench.pauses).containsExactly(50L, 100L);
	}

	@Test
	void aRefusalIsRepeatedAfterAPause() {
		this.bench.fails(FailureClass.REFUSED).answers(Calls.SUCCESS);

		assertThat(this.bench.send(this.bench.call(Idempotency.UNKNOWN))).isSameAs(Calls.SUCCESS);
		assertThat(this.bench.pauses).containsExactly(50L);
		assertThat(this.bench.budgetTaken()).isEqualTo(1);
	}

	@Test
	void whatIsAmbiguousIsRepeatedByPolicy() {
		this.bench.fails(FailureClass.AMBIGUOUS, FailureClass.AMBIGUOUS).answers(Calls.SUCCESS);

		assertThat(this.bench.send(this.bench.call(Idempotency.IDEMPOTENT))).isSameAs(Calls.SUCCESS);
		assertThat(this.bench.pauses).containsExactly(50L, 100L);
	}

	@Test
	void oneAttemptIsOneAttempt() {
		this.bench.maxAttempts(1).fails(FailureClass.NEVER_SENT);
		RpcCall call = this.bench.call(Idempotency.IDEMPOTENT);
		this.bench.send(call);

		assertThat(call.attempts()).hasSize(1);
	}

}
