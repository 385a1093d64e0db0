package io.github.rpcboot.resilience;

import java.time.Duration;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.resilience.Traffic.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The figures of the design, in virtual time: half of the calls write, half read. */
class SimulatedFaultsTests {

	/** Connections are taken, and calls are answered after the end of the freeze. */
	private static Answer frozenFor20Seconds(long now) {
		long end = 25 * Traffic.SECOND;
		return (now < 5 * Traffic.SECOND || now >= end) ? Answer.after(5) : Answer.after(5).delayed(end - now);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void aFrozenInstanceStrandsFewWritesAndNoRead(long seed) {
		try (Traffic traffic = new Traffic(2, seed)) {
			traffic.instance(0, SimulatedFaultsTests::frozenFor20Seconds).calls(500, 30);

			assertThat(traffic.failed(Idempotency.UNKNOWN)).as("seed %d", seed).isLessThanOrEqualTo(20);
			assertThat(traffic.failed(Idempotency.NO_SIDE_EFFECTS)).as("seed %d", seed).isZero();
			assertThat(traffic.slowestMillis()).isLessThanOrEqualTo(3000);
		}
	}

	@Test
	void aFrozenInstanceStrandsFewCallsAlsoIfTheyAreRare() {
		try (Traffic traffic = new Traffic(2, 4)) {
			traffic.instance(0, SimulatedFaultsTests::frozenFor20Seconds).calls(5, 25);

			assertThat(traffic.failed(Idempotency.UNKNOWN)).isLessThanOrEqualTo(12);
			assertThat(traffic.failed(Idempotency.NO_SIDE_EFFECTS)).isZero();
		}
	}

	@Test
	void withShortDeadlinesAFrozenInstanceIsNoticedAsWell() {
		try (Traffic traffic = new Traffic(2, 5)) {
			traffic.timeout(Duration.ofMillis(300))
				.instance(0, (now) -> (now < 5 * Traffic.SECOND) ? Answer.after(5) : Answer.never())
				.calls(100, 25);

			assertThat(traffic.failed(Idempotency.UNKNOWN)).isLessThanOrEqualTo(20);
			assertThat(traffic.failed(Idempotency.NO_SIDE_EFFECTS)).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void anInstanceThatIsTenTimesSlowerGetsATenthAtMost(long seed) {
		try (Traffic traffic = new Traffic(3, seed)) {
			traffic.instance(0, (now) -> Answer.after(50)).calls(500, 10);

			assertThat(traffic.share(0)).as("seed %d", seed).isBetween(0.01, 0.1);
		}
	}

	@ParameterizedTest
	@EnumSource(value = FailureClass.class, names = { "REFUSED", "NEVER_SENT", "AMBIGUOUS" })
	void anInstanceThatFailsQuicklyIsNoMagnet(FailureClass failureClass) {
		try (Traffic traffic = new Traffic(3, 6)) {
			traffic.instance(0, (now) -> Answer.failing(failureClass)).calls(500, 10);

			assertThat(traffic.share(0)).isLessThan(0.05);
			assertThat(traffic.failed(Idempotency.NO_SIDE_EFFECTS)).isZero();
			assertThat(traffic.failed(Idempotency.UNKNOWN))
				.isLessThanOrEqualTo((failureClass == FailureClass.AMBIGUOUS) ? 5 : 0);
		}
	}

	/** Every 500th of its calls takes 2.5 s, so that one is nearly always under way. */
	@Test
	void oneSlowCallCostsAnInstanceAQuarterOfItsShareAtMost() {
		try (Traffic traffic = new Traffic(2, 7)) {
			int[] number = new int[1];
			traffic.instance(0, (now) -> Answer.after((number[0]++ % 500 == 3) ? 2500 : 5)).calls(500, 20);

			assertThat(traffic.share(0)).isGreaterThan(0.5 * 0.75);
		}
	}

	@Test
	void anInstanceThatComesBackIsUsedAgain() {
		try (Traffic traffic = new Traffic(2, 8)) {
			traffic
				.instance(0,
						(now) -> (now < 2 * Traffic.SECOND) ? Answer.failing(FailureClass.NEVER_SENT) : Answer.after(5))
				.calls(500, 12);

			assertThat(traffic.attempts(0)).as("of the calls after the 6th second").isGreaterThan(500 * 6 / 3);
			assertThat(traffic.failed(Idempotency.UNKNOWN)).isZero();
		}
	}

}
