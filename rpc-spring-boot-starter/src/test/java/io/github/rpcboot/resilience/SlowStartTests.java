package io.github.rpcboot.resilience;

import io.github.rpcboot.call.AttemptOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SlowStartTests {

	private static final int CALLS = 20_000;

	private static Picking withAThird(boolean roundRobin) {
		Picking picking = new Picking(2, roundRobin, true);
		picking.counts(10);
		picking.clock.pass(60_000);
		picking.list(0, 1, 2);
		picking.call();
		return picking;
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aNewInstanceGetsItsShareStepByStep(boolean roundRobin) {
		Picking picking = withAThird(roundRobin);
		picking.clock.pass(1000);
		double early = picking.share(2, CALLS);
		picking.clock.pass(4000);
		double half = picking.share(2, CALLS);
		picking.clock.pass(6000);
		double late = picking.share(2, CALLS);

		assertThat(early).isBetween(0.01, 0.15);
		assertThat(half).isBetween(0.13, 0.27);
		assertThat(late).isBetween(0.30, 0.36);
	}

	/** While calls are in flight the cold instance is always the less busy one. */
	@Test
	void alsoUnderLoad() {
		try (Traffic traffic = new Traffic(3, 1)) {
			traffic.calls(500, 2);
			assertThat(traffic.share(2)).as("all are new").isBetween(0.28, 0.38);
		}
		Picking picking = withAThird(false);
		picking.clock.pass(1000);
		picking.open(0, 20);
		picking.open(1, 20);

		assertThat(picking.share(2, CALLS)).isLessThanOrEqualTo(0.15);
	}

	@Test
	void instancesThatAreAllNewShareFairlyAtOnce() {
		Picking picking = new Picking(3);
		assertThat(picking.share(2, CALLS)).isBetween(0.30, 0.36);

		picking.clock.pass(61_000);
		assertThat(picking.list(3, 4).share(3, CALLS)).as("a list with other instances only").isBetween(0.47, 0.53);
	}

	@Test
	void anInstanceThatFlapsIsNotNewAgain() {
		Picking picking = withAThird(false);
		picking.clock.pass(11_000);
		picking.list(0, 1).counts(10);
		picking.clock.pass(59_000);
		picking.list(0, 1, 2).counts(10);

		assertThat(picking.share(2, CALLS)).isBetween(0.30, 0.36);
	}

	@Test
	void oneThatWasAwayForMoreThanAMinuteIs() {
		Picking picking = withAThird(false);
		picking.clock.pass(11_000);
		picking.list(0, 1).counts(10);
		picking.clock.pass(61_000);
		picking.list(0, 1, 2).counts(10);

		assertThat(picking.share(2, CALLS)).isLessThan(0.15);
	}

	@Test
	void itIsOffWithATimeOfZeroAndHarmlessWithATinyOne() {
		InstanceState fresh = new InstanceState(() -> 0, (bound) -> bound - 1);
		Instance instance = new Instance(Calls.instances(1).get(0), fresh, true);

		assertThat(new SlowStart(0, (bound) -> bound - 1).admits(instance, 0)).isTrue();
		assertThat(new SlowStart(1, (bound) -> 0).admits(instance, 0)).isTrue();
		assertThat(new SlowStart(1_000_000, (bound) -> bound - 1).admits(instance, 0)).isFalse();
	}

	@Test
	void aNewInstanceIsTakenIfTheOthersAreWorse() {
		Picking picking = withAThird(true).together(0, 1, AttemptOutcome.NEVER_SENT)
			.together(1, 1, AttemptOutcome.NEVER_SENT);

		assertThat(picking.pick()).isEqualTo(picking.at(2));
	}

}
