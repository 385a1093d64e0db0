package io.github.rpcboot.resilience;

import java.time.Duration;
import java.util.List;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A provider may say when it wants to be asked again, or that it does not. */
class PushBackTests {

	private static RpcReply refused(Duration wish) {
		return RpcReply.failure(Calls.failure(FailureClass.REFUSED).withRetryAfter(wish));
	}

	/** The pause by policy is 50 ms; the deadline is 3 s, of which 1 ms has passed. */
	@ParameterizedTest
	@CsvSource({ "PT-1S, -1", "PT-0.000000001S, -1", "PT0S, 50", "PT0.02S, 70", "PT0.7S, 750", "PT2.9S, 2950",
			"PT2.95S, -1", "PT9223372036854775807S, -1" })
	void theSameInstanceIsAskedAPauseLaterThanItWishes(Duration wish, long pause) {
		RetryBench bench = new RetryBench(1).answers(refused(wish), Calls.SUCCESS);
		RpcCall call = bench.call(Idempotency.UNKNOWN);
		RpcReply reply = bench.send(call);

		assertThat(reply.failure() == null).isEqualTo(pause >= 0);
		assertThat(bench.pauses).isEqualTo((pause < 0) ? List.of() : List.of(pause));
		assertThat(bench.budgetTaken()).isEqualTo((pause < 0) ? 0 : 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT2S", "PT10000000000H" })
	void aWishIsForItsSenderOnly(Duration wish) {
		RetryBench bench = new RetryBench(2).answers(refused(wish), Calls.SUCCESS);

		assertThat(bench.send(bench.call(Idempotency.UNKNOWN))).isSameAs(Calls.SUCCESS);
		assertThat(bench.pauses).isEmpty();
	}

	@Test
	void aProhibitionIsForEverybody() {
		RetryBench bench = new RetryBench(2).answers(refused(Duration.ofMillis(-1)));
		RpcCall call = bench.call(Idempotency.NO_SIDE_EFFECTS);
		bench.send(call);

		assertThat(call.attempts()).hasSize(1);
	}

	@Test
	void anAmbiguousFailureMayCarryAWishAsWell() {
		RpcReply reply = RpcReply.failure(Calls.failure(FailureClass.AMBIGUOUS).withRetryAfter(Duration.ofMillis(300)));
		RetryBench bench = new RetryBench(1).answers(reply, Calls.SUCCESS);
		bench.send(bench.call(Idempotency.IDEMPOTENT));

		assertThat(bench.pauses).containsExactly(350L);
	}

}
