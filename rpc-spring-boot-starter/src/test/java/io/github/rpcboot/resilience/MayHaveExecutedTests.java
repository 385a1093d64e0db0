package io.github.rpcboot.resilience;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What one attempt may have done, the failure of the call tells, however it ended. */
class MayHaveExecutedTests {

	@ParameterizedTest
	@EnumSource(FailureClass.class)
	void anAmbiguousAttemptIsNotForgotten(FailureClass last) {
		RetryBench bench = new RetryBench(3).fails(FailureClass.AMBIGUOUS, last, last, last);

		assertThat(bench.fail(bench.call(Idempotency.IDEMPOTENT)).mayHaveExecuted()).isTrue();
	}

	@Test
	void norIfThereIsNoInstanceAnyMore() {
		RetryBench bench = new RetryBench(2);
		RpcReply reply = bench.send(bench.call(Idempotency.IDEMPOTENT), (call) -> {
			if (call.attempts().isEmpty()) {
				call.attempts().add(bench.instances.get(0));
				return RpcReply.failure(Calls.failure(FailureClass.AMBIGUOUS));
			}
			return RpcReply.failure(Calls.failure(FailureClass.NEVER_SENT));
		});

		assertThat(reply.failure().mayHaveExecuted()).isTrue();
		assertThat(reply.failure().message()).isEqualTo("NEVER_SENT");
	}

	@Test
	void noInstanceCouldBeReachedIsSaidOnlyIfThatIsTrue() {
		RetryBench bench = new RetryBench(2).fails(FailureClass.AMBIGUOUS, FailureClass.NEVER_SENT,
				FailureClass.NEVER_SENT);
		RpcFailure failure = bench.fail(bench.call(Idempotency.IDEMPOTENT));

		assertThat(failure.message()).isEqualTo("NEVER_SENT");
		assertThat(failure.mayHaveExecuted()).isTrue();
	}

	@ParameterizedTest
	@EnumSource(value = FailureClass.class, names = { "NEVER_SENT", "REFUSED" })
	void provenNotToHaveRunStaysProven(FailureClass failureClass) {
		RetryBench bench = new RetryBench(2).fails(FailureClass.NEVER_SENT, failureClass, failureClass, failureClass);

		assertThat(bench.fail(bench.call(Idempotency.UNKNOWN)).mayHaveExecuted()).isFalse();
	}

	@Test
	void theHeadersOfTheLastReplyStay() {
		RpcReply last = RpcReply.failure(Calls.failure(FailureClass.REFUSED))
			.withHeaders(RpcHeaders.empty().with("x-place", "here"));
		RetryBench bench = new RetryBench(2).maxAttempts(2).fails(FailureClass.AMBIGUOUS).answers(last);
		RpcCall call = bench.call(Idempotency.IDEMPOTENT);

		assertThat(bench.send(call).headers().get("x-place")).isEqualTo("here");
	}

}
