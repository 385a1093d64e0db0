package io.github.rpcboot.resilience;

import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.call.AttemptOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChangingListsTests {

	@Test
	void callsInFlightStayCountedWhileTheListChanges() {
		Picking picking = new Picking(2);
		picking.start(0);
		picking.list(1, 2).counts(10);
		picking.list(0, 1).counts(10);

		assertThat(picking.seen()).as("host0 still has a call").containsExactly(picking.at(1));

		picking.finish(0, AttemptOutcome.ANSWERED);
		assertThat(picking.seen()).hasSize(2);
	}

	@Test
	void aCallMayEndWhileItsInstanceIsNotListed() {
		Picking picking = new Picking(2);
		picking.start(0);
		picking.list(1).counts(10);
		picking.finish(0, AttemptOutcome.ANSWERED);

		assertThat(picking.list(0, 1).seen()).hasSize(2);
	}

	/** Otherwise the end of the call would be counted where its start was not. */
	@Test
	void anInstanceIsNotForgottenWhileItHasACall() {
		Picking picking = new Picking(2, false, false);
		picking.start(0);
		picking.list(1).counts(10);
		picking.clock.pass(61_000);
		picking.list(1, 2).counts(10);
		picking.list(0, 1).counts(10);
		picking.finish(0, AttemptOutcome.ANSWERED);
		picking.start(0);

		assertThat(picking.seen()).containsExactly(picking.at(1));
	}

	@Test
	void whatSpeaksAgainstAnInstanceOutlivesAGap() {
		Picking picking = new Picking(2, true, true).together(0, 5, AttemptOutcome.BROKEN);
		picking.list(1).counts(10);

		assertThat(picking.list(0, 1).isUsed(0)).isFalse();
	}

	@Test
	void aSourceMayMakeANewListForEachCall() {
		Picking picking = new Picking(3);
		for (int i = 0; i < 100; i++) {
			picking.list(0, 1, 2).start(i % 3);
		}
		for (int i = 0; i < 100; i++) {
			picking.list(0, 1, 2).finish(i % 3, AttemptOutcome.ANSWERED);
		}

		assertThat(picking.seen()).hasSize(3);
	}

	@Test
	void anInstanceThatIsListedTwiceCountsOnce() {
		Picking picking = new Picking(2).list(0, 0, 0, 1);

		assertThat(picking.share(1, 10_000)).isBetween(0.47, 0.53);
	}

	@Test
	void anEmptyListInBetweenIsHarmless() {
		Picking picking = new Picking(2);
		picking.start(0);
		assertThat(picking.instances.pick(new ArrayList<>(), List.of())).isNull();
		picking.finish(0, AttemptOutcome.ANSWERED);

		assertThat(picking.seen()).hasSize(2);
	}

}
