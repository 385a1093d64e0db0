package io.github.rpcboot.resilience;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class InstancesTests {

	@ParameterizedTest
	@CsvSource({ "2, false", "3, false", "5, false", "2, true", "3, true", "5, true" })
	void equalInstancesShareTheCallsFairly(int instances, boolean roundRobin) {
		Map<Endpoint, Integer> counts = new Picking(instances, roundRobin, true).counts(10_000);

		int fair = 10_000 / instances;
		assertThat(counts).hasSize(instances);
		assertThat(counts.values())
			.allSatisfy((count) -> assertThat(count).isBetween(fair * 95 / 100, fair * 105 / 100));
	}

	@Test
	void theInstanceWithFewerCallsInFlightWins() {
		Picking picking = new Picking(2);
		picking.start(0);

		assertThat(picking.seen()).containsExactly(picking.at(1));

		picking.finish(0, AttemptOutcome.ANSWERED);
		assertThat(picking.seen()).hasSize(2);
	}

	@Test
	void callsThatStayOpenSpreadEvenly() {
		Picking picking = new Picking(2);
		Map<Endpoint, Integer> open = new HashMap<>();
		for (int i = 0; i < 100; i++) {
			open.merge(picking.pick(), 1, Integer::sum);
		}

		assertThat(open.values()).containsExactly(50, 50);
	}

	@Test
	void roundRobinTakesOneAfterTheOther() {
		Picking picking = new Picking(3, true, true);

		assertThat(List.of(picking.pick(), picking.pick(), picking.pick(), picking.pick()))
			.containsExactly(picking.at(0), picking.at(1), picking.at(2), picking.at(0));
	}

	@Test
	void untriedInstancesArePreferred() {
		Picking picking = new Picking(3);
		for (int i = 0; i < 50; i++) {
			assertThat(picking.pick(picking.at(0), picking.at(2))).isEqualTo(picking.at(1));
		}
	}

	@Test
	void aTriedInstanceIsChosenIfThereIsNoOther() {
		Picking two = new Picking(2);
		Picking one = new Picking(1);

		assertThat(two.pick(two.at(0), two.at(1))).isNotNull();
		assertThat(one.pick(one.at(0))).isEqualTo(one.at(0));
	}

	@Test
	void noInstancesMakeNoChoice() {
		assertThat(new Picking(1).instances.pick(List.of(), List.of())).isNull();
	}

	@ParameterizedTest
	@EnumSource(value = AttemptOutcome.class, names = { "REFUSED", "BROKEN", "NEVER_SENT" })
	void aFailedAnswerWeighsAsACallInFlightForASecond(AttemptOutcome outcome) {
		Picking picking = new Picking(2);
		picking.open(0, 1);
		picking.finish(0, outcome);
		picking.clock.pass(700);

		assertThat(picking.seen()).containsExactly(picking.at(1));

		picking.clock.pass(400);
		assertThat(picking.seen()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource(value = AttemptOutcome.class, names = { "ANSWERED", "ABANDONED", "NOT_ASKED" })
	void otherEndsDoNotWeigh(AttemptOutcome outcome) {
		Picking picking = new Picking(2);
		picking.open(0, 1);
		picking.finish(0, outcome);

		assertThat(picking.seen()).hasSize(2);
	}

	/** Otherwise a call would stay with the one it could not reach. */
	@Test
	void anUntriedInstanceIsBetterThanOneThatThisCallCouldNotReachWhateverSpeaksAgainstIt() {
		Picking picking = new Picking(2).together(0, 5, AttemptOutcome.BROKEN);
		picking.open(1, 1);
		picking.finish(1, AttemptOutcome.NEVER_SENT);

		assertThat(picking.pick(picking.at(1))).isEqualTo(picking.at(0));
	}

	@ParameterizedTest
	@EnumSource(AttemptOutcome.class)
	void theOnlyInstanceIsNeverRefused(AttemptOutcome outcome) {
		Picking picking = new Picking(1);
		for (int i = 0; i < 100; i++) {
			assertThat(picking.pick()).isEqualTo(picking.at(0));
			picking.finish(0, outcome);
		}
	}

	@ParameterizedTest
	@EnumSource(AttemptOutcome.class)
	void ifTheSameSpeaksAgainstAllAllAreUsed(AttemptOutcome outcome) {
		Picking picking = new Picking(2);
		for (int i = 0; i < 20; i++) {
			picking.open(i % 2, 1);
			picking.finish(i % 2, outcome);
		}

		assertThat(picking.pick()).isNotNull();
		assertThat(picking.pick(picking.at(0), picking.at(1))).isNotNull();
	}

}
