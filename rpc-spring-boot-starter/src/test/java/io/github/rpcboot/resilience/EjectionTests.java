package io.github.rpcboot.resilience;

import java.util.stream.IntStream;

import io.github.rpcboot.call.AttemptOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EjectionTests {

	private static final String EJECTED = "EJECTED orders host0";

	private static final String READMITTED = "READMITTED orders host0";

	/** In turn, so that recent failures, which weigh, do not hide what is to be seen. */
	private final Picking picking = new Picking(2, true, true);

	private void outcomes(int index, int times, AttemptOutcome outcome) {
		this.picking.together(index, times, outcome);
	}

	@Test
	void fiveFailuresInARowAreTooMany() {
		outcomes(0, 4, AttemptOutcome.BROKEN);
		this.picking.counts(400);

		outcomes(0, 4, AttemptOutcome.BROKEN);
		assertThat(this.picking.events).as("the successes in between count").isEmpty();

		outcomes(0, 1, AttemptOutcome.BROKEN);
		assertThat(this.picking.isUsed(0)).isFalse();
		assertThat(this.picking.events).containsExactly(EJECTED);
	}

	@Test
	void soAreFiveThatWereNeverSent() {
		outcomes(0, 5, AttemptOutcome.NEVER_SENT);

		assertThat(this.picking.events).containsExactly(EJECTED);
	}

	/** It restarts: nobody has to wait for the end of an ejection. */
	@Test
	void whatCouldNotBeReachedIsBackAsSoonAsItAnswers() {
		outcomes(0, 5, AttemptOutcome.NEVER_SENT);
		this.picking.clock.pass(200);
		this.picking.only(0, 1, AttemptOutcome.NEVER_SENT);
		this.picking.clock.pass(320);
		this.picking.only(0, 1, AttemptOutcome.ANSWERED);

		assertThat(this.picking.events).containsExactly(EJECTED, READMITTED);
		assertThat(this.picking.isUsed(0)).isTrue();
	}

	/** It broke, and is gone now: what it does when it is back nobody knows. */
	@Test
	void aProbeThatIsRefusedDoesNotLengthenTheTime() {
		outcomes(0, 5, AttemptOutcome.BROKEN);
		this.picking.clock.pass(5000);
		this.picking.only(0, 1, AttemptOutcome.NEVER_SENT);
		this.picking.clock.pass(200);
		this.picking.only(0, 1, AttemptOutcome.ANSWERED);

		assertThat(this.picking.events).containsExactly(EJECTED, READMITTED);
	}

	/** A refusal costs nothing, and what breaks costs a write. */
	@Test
	void oneThatRefusesIsAskedBeforeOneThatIsOut() {
		outcomes(0, 5, AttemptOutcome.BROKEN);
		outcomes(1, 1, AttemptOutcome.NEVER_SENT);

		assertThat(this.picking.pick()).isEqualTo(this.picking.at(1));
		assertThat(this.picking.pick(this.picking.at(1))).isEqualTo(this.picking.at(0));
		assertThat(this.picking.pick(this.picking.at(1), this.picking.at(0))).isEqualTo(this.picking.at(0));
	}

	@Test
	void oneThatIsOutIsBetterThanOneThatIsWaitedForInVain() {
		outcomes(0, 5, AttemptOutcome.BROKEN);
		outcomes(1, 1, AttemptOutcome.NOT_ACCEPTED);

		assertThat(this.picking.pick()).isEqualTo(this.picking.at(0));
	}

	/** It accepts again, but what is behind it breaks what it gets. */
	@Test
	void aProbeThatBreaksLengthensTheTimeAlsoIfTheInstanceCouldNotBeReachedBefore() {
		outcomes(0, 5, AttemptOutcome.NEVER_SENT);
		this.picking.clock.pass(200);
		this.picking.only(0, 1, AttemptOutcome.BROKEN);

		this.picking.clock.pass(4900);
		assertThat(this.picking.isUsed(0)).isFalse();
		this.picking.clock.pass(100);
		assertThat(this.picking.isUsed(0)).isTrue();
	}

	@Test
	void earlierEjectionsAreForgottenAlsoByOneThatRestarts() {
		for (int i = 0; i < 4; i++) {
			outcomes(0, 5, AttemptOutcome.BROKEN);
			this.picking.clock.pass(300_000);
			this.picking.only(0, 1, AttemptOutcome.ANSWERED);
		}
		this.picking.clock.pass(61_000);
		outcomes(0, 5, AttemptOutcome.NEVER_SENT);
		this.picking.clock.pass(200);
		this.picking.only(0, 1, AttemptOutcome.BROKEN);

		this.picking.clock.pass(5000);
		assertThat(this.picking.isUsed(0)).isTrue();
	}

	/** A late answer shows that it is there, and then its queue is full again. */
	@Test
	void aProbeOfABusyInstanceLeavesTheDoorForTheNext() {
		this.picking.open(0, 1);
		outcomes(0, 5, AttemptOutcome.NOT_ACCEPTED);
		this.picking.finish(0, AttemptOutcome.ANSWERED);
		this.picking.only(0, 1, AttemptOutcome.NOT_ACCEPTED);
		this.picking.only(0, 1, AttemptOutcome.ANSWERED);

		assertThat(this.picking.events).containsExactly(EJECTED, READMITTED);
		assertThat(this.picking.isUsed(0)).isTrue();
	}

	@ParameterizedTest
	@EnumSource(value = AttemptOutcome.class, names = { "ANSWERED", "DRAINING", "REFUSED", "ABANDONED", "NOT_ASKED" })
	void aThousandOtherEndsAreNone(AttemptOutcome outcome) {
		outcomes(0, 1000, outcome);

		assertThat(this.picking.events).isEmpty();
	}

	@Test
	void timeOutsCountInTheRateOnly() {
		outcomes(0, 19, AttemptOutcome.TIMED_OUT);
		assertThat(this.picking.events).isEmpty();

		outcomes(0, 1, AttemptOutcome.TIMED_OUT);
		assertThat(this.picking.events).containsExactly(EJECTED);
	}

	/** Failures are spread, so that there are never five in a row. */
	@ParameterizedTest
	@CsvSource({ "100, 20, false", "100, 21, true", "20, 4, false", "20, 5, true", "19, 6, false" })
	void lessThanEightyPercentOfAtLeastTwentyAreTooFew(int calls, int failures, boolean ejected) {
		IntStream.range(0, calls - failures).forEach((i) -> outcomes(0, 1, AttemptOutcome.ANSWERED));
		IntStream.range(0, failures).forEach((i) -> outcomes(0, 1, AttemptOutcome.TIMED_OUT));

		assertThat(this.picking.events.contains(EJECTED)).isEqualTo(ejected);
	}

	@Test
	void failuresOfMoreThanTenSecondsAgoDoNotCount() {
		outcomes(0, 19, AttemptOutcome.TIMED_OUT);
		this.picking.clock.pass(10_000);
		outcomes(0, 19, AttemptOutcome.TIMED_OUT);

		assertThat(this.picking.events).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "1, 0", "2, 1", "3, 1", "4, 2", "5, 2", "9, 4" })
	void neverMoreThanHalfAreOut(int instances, int out) {
		Picking all = new Picking(instances, true, true);
		for (int i = 0; i < instances; i++) {
			all.together(i, 30, AttemptOutcome.BROKEN);
		}

		assertThat(all.events).hasSize(out);
		assertThat(all.seen()).hasSize(instances - out);
	}

	@Test
	void oneCallShowsWhetherItIsBack() {
		outcomes(0, 5, AttemptOutcome.BROKEN);
		this.picking.clock.pass(4999);
		assertThat(this.picking.isUsed(0)).isFalse();
		this.picking.clock.pass(1);
		this.picking.start(0);

		assertThat(this.picking.isUsed(0)).as("while that call is under way").isFalse();
		assertThat(this.picking.events).containsExactly(EJECTED);

		this.picking.finish(0, AttemptOutcome.ANSWERED);
		assertThat(this.picking.isUsed(0)).isTrue();
		assertThat(this.picking.events).containsExactly(EJECTED, READMITTED);
	}

	@Test
	void anAbandonedProbeLeavesTheDoorForTheNext() {
		outcomes(0, 5, AttemptOutcome.BROKEN);
		this.picking.clock.pass(5000);
		this.picking.start(0);
		this.picking.finish(0, AttemptOutcome.ABANDONED);

		this.picking.only(0, 1, AttemptOutcome.ANSWERED);
		assertThat(this.picking.events).containsExactly(EJECTED, READMITTED);
	}

	@Test
	void theTimeDoublesUpToFiveMinutes() {
		outcomes(0, 5, AttemptOutcome.BROKEN);
		for (long seconds : new long[] { 5, 10, 20, 40, 80, 160, 300, 300, 300 }) {
			this.picking.clock.pass(seconds * 1000 - 1);
			assertThat(this.picking.isUsed(0)).as("before %d s", seconds).isFalse();
			this.picking.clock.pass(1);
			this.picking.only(0, 1, AttemptOutcome.BROKEN);
		}
		assertThat(this.picking.events).containsExactly(EJECTED);
	}

	@ParameterizedTest
	@CsvSource({ "0, 4000", "400, 6000" })
	void theTimeIsSpreadByAFifth(int jitter, long millis) {
		Picking spread = new Picking(2, true, true).jitter(jitter).together(0, 5, AttemptOutcome.BROKEN);
		spread.clock.pass(millis - 1);
		assertThat(spread.isUsed(0)).isFalse();
		spread.clock.pass(1);
		assertThat(spread.isUsed(0)).isTrue();
	}

	@Test
	void lateFailuresOfCallsThatWereUnderWayDoNotLengthenIt() {
		outcomes(0, 200, AttemptOutcome.BROKEN);
		this.picking.open(0, 20);
		this.picking.clock.pass(4000);
		IntStream.range(0, 20).forEach((i) -> this.picking.finish(0, AttemptOutcome.BROKEN));
		this.picking.clock.pass(1000);

		assertThat(this.picking.isUsed(0)).isTrue();
	}

	@ParameterizedTest
	@EnumSource(value = AttemptOutcome.class, names = { "ANSWERED", "FAULTY", "DRAINING", "REFUSED" })
	void lateAnswersOfCallsThatWereUnderWayDoNotEndIt(AttemptOutcome late) {
		outcomes(0, 5, AttemptOutcome.BROKEN);
		this.picking.open(0, 20);
		IntStream.range(0, 20).forEach((i) -> this.picking.finish(0, late));

		assertThat(this.picking.events).containsExactly(EJECTED);
		assertThat(this.picking.isUsed(0)).isFalse();
	}

	/** Two threads may find at once that it has failed too often. */
	@Test
	void itIsPutOutOnce() {
		InstanceState state = new InstanceState(this.picking.clock, (bound) -> 0);

		assertThat(state.eject()).isTrue();
		assertThat(state.eject()).isFalse();
	}

	@Test
	void callsWithoutAChoiceDoNotLengthenItEither() {
		outcomes(0, 5, AttemptOutcome.BROKEN);
		this.picking.list(0);
		outcomes(0, 50, AttemptOutcome.BROKEN);
		this.picking.list(0, 1).clock.pass(5000);

		assertThat(this.picking.isUsed(0)).isTrue();
	}

	@Test
	void anInstanceThatIsBackStartsWithoutHistory() {
		outcomes(0, 5, AttemptOutcome.BROKEN);
		this.picking.clock.pass(5000);
		this.picking.only(0, 1, AttemptOutcome.ANSWERED);
		outcomes(0, 4, AttemptOutcome.BROKEN);

		assertThat(this.picking.isUsed(0)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "10, 9999, false", "61, 5000, true" })
	void earlierEjectionsAreForgottenAfterAMinute(int secondsInUse, long millisOut, boolean used) {
		outcomes(0, 5, AttemptOutcome.BROKEN);
		this.picking.clock.pass(5000);
		this.picking.only(0, 1, AttemptOutcome.ANSWERED);
		this.picking.clock.pass(secondsInUse * 1000L);
		outcomes(0, 5, AttemptOutcome.BROKEN);
		this.picking.clock.pass(millisOut);

		assertThat(this.picking.isUsed(0)).isEqualTo(used);
	}

	@Test
	void itCanBeTurnedOff() {
		Picking off = new Picking(2, true, false).together(0, 100, AttemptOutcome.BROKEN);

		assertThat(off.isUsed(0)).isTrue();
		assertThat(off.events).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3 })
	void theLastIsUsedIfTheOthersAreGoneFromTheList(int instances) {
		Picking all = new Picking(instances, true, true).together(0, 5, AttemptOutcome.BROKEN);

		assertThat(all.list(0).pick()).isEqualTo(all.at(0));
	}

}
