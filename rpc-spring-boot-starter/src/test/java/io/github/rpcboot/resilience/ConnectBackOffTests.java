package io.github.rpcboot.resilience;

import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectBackOffTests {

	/** Without ejection, which would hide what is to be seen. */
	private final Picking picking = new Picking(2, false, false);

	private final ConnectBackOff backOff = new ConnectBackOff();

	private void refuse() {
		this.picking.open(0, 1);
		this.picking.finish(0, AttemptOutcome.NEVER_SENT);
	}

	@Test
	void anInstanceThatCannotBeReachedIsPassedOverForAWhile() {
		refuse();

		this.picking.clock.pass(199);
		assertThat(this.picking.isUsed(0)).isFalse();
		this.picking.clock.pass(1000);
		assertThat(this.picking.isUsed(0)).isTrue();
	}

	/** A full queue of connections drops the next one without a word. */
	@Test
	void anInstanceThatAnswersOthersIsNotGoneIfItDoesNotAcceptInTime() {
		this.picking.only(0, 1, AttemptOutcome.ANSWERED);
		this.picking.clock.pass(999);
		this.picking.together(0, 50, AttemptOutcome.NOT_ACCEPTED);
		this.picking.clock.pass(1000);

		assertThat(this.picking.isUsed(0)).isTrue();
		assertThat(this.picking.events).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "ANSWERED", "FAULTY", "REFUSED" })
	void anAnswerOfAnyKindShowsThatItIsThere(AttemptOutcome answer) {
		this.picking.only(0, 1, answer);
		this.picking.open(0, 1);
		this.picking.finish(0, AttemptOutcome.NOT_ACCEPTED);
		this.picking.clock.pass(1000);

		assertThat(this.picking.isUsed(0)).isTrue();
	}

	@Test
	void anInstanceThatNeitherAcceptsNorAnsweredLatelyIsPassedOver() {
		this.picking.only(0, 1, AttemptOutcome.ANSWERED);
		this.picking.clock.pass(1000);
		this.picking.only(0, 1, AttemptOutcome.NOT_ACCEPTED);

		assertThat(this.picking.isUsed(0)).isFalse();
	}

	@Test
	void anInstanceThatNeverAnsweredIsPassedOverIfItDoesNotAccept() {
		this.picking.open(0, 1);
		this.picking.finish(0, AttemptOutcome.NOT_ACCEPTED);

		assertThat(this.picking.isUsed(0)).isFalse();
	}

	@Test
	void whatRefusesIsGoneAlsoIfItAnsweredAMomentAgo() {
		this.picking.only(0, 1, AttemptOutcome.ANSWERED);
		refuse();

		assertThat(this.picking.isUsed(0)).isFalse();
	}

	@Test
	void oneCallerProbesAndOthersGoOnPassingItOver() {
		refuse();
		this.picking.clock.pass(1000);
		this.picking.start(0);

		assertThat(this.picking.isUsed(0)).isFalse();

		this.picking.finish(0, AttemptOutcome.ANSWERED);
		assertThat(this.picking.isUsed(0)).isTrue();
	}

	@Test
	void aSuccessEndsIt() {
		refuse();
		this.picking.clock.pass(1000);
		refuse();
		this.picking.open(0, 1);
		this.picking.finish(0, AttemptOutcome.ANSWERED);
		this.picking.clock.pass(1000);

		assertThat(this.picking.isUsed(0)).isTrue();
	}

	@Test
	void itGrowsUpToHalfAMinute() {
		long now = Long.MAX_VALUE - 1000;
		double expected = 200e6;
		for (int i = 0; i < 30; i++) {
			this.backOff.waited(now, 200);
			assertThat(this.backOff.isReady(now + (long) (expected * 0.999))).as("failure %d", i).isFalse();
			now += (long) (expected * 1.001);
			assertThat(this.backOff.isReady(now)).as("failure %d", i).isTrue();
			this.backOff.started(now);
			expected = Math.min(30e9, expected * 1.6);
		}
		assertThat(expected).isEqualTo(30e9);
	}

	/** To look costs nothing where the answer comes at once. */
	@Test
	void anInstanceThatRefusesIsLookedAfterEveryTwoSeconds() {
		long now = 0;
		for (int i = 0; i < 10; i++) {
			this.backOff.refused(now, 200);
			now += 2_000_000_000L;
			assertThat(this.backOff.isReady(now)).as("failure %d", i).isTrue();
			this.backOff.started(now);
		}
		this.backOff.refused(now, 200);
		assertThat(this.backOff.isReady(now + 1_999_999_999L)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 200, 400 })
	void itIsSpreadByAFifth(int random) {
		this.backOff.waited(0, random);
		long length = (160 + random / 5) * 1_000_000L;

		assertThat(this.backOff.isReady(length - 1)).isFalse();
		assertThat(this.backOff.isReady(length)).isTrue();
	}

	@Test
	void failuresOfOneMomentCountOnce() {
		for (int i = 0; i < 16; i++) {
			this.backOff.waited(i, 200);
		}

		assertThat(this.backOff.isReady(200_000_000)).isTrue();
	}

	@Test
	void callsThatWereUnderWayDoNotLengthenIt() {
		this.backOff.waited(0, 200);
		this.backOff.started(200_000_000);
		this.backOff.waited(200_000_001, 200);
		this.backOff.waited(200_000_002, 200);

		assertThat(this.backOff.isReady(520_000_001)).isTrue();
	}

	/** What is sent to it must not be a flood. To wait for it in vain costs time. */
	@Test
	void aMinuteOfAnInstanceThatDoesNotAcceptCostsFewAttempts() {
		assertThat(attemptsOfAMinute(AttemptOutcome.NOT_ACCEPTED)).isBetween(3, 14);
	}

	/** A closed port refuses at once, and may be a process that starts again. */
	@Test
	void aMinuteOfAClosedPortCostsOneAttemptInTwoSeconds() {
		assertThat(attemptsOfAMinute(AttemptOutcome.NEVER_SENT)).isBetween(25, 45);
	}

	private int attemptsOfAMinute(AttemptOutcome outcome) {
		int attempts = 0;
		for (int i = 0; i < 60_000; i++) {
			this.picking.clock.pass(1);
			Endpoint picked = this.picking.pick();
			boolean failed = picked.equals(this.picking.at(0));
			attempts += failed ? 1 : 0;
			this.picking.instances.finished(picked, failed ? outcome : AttemptOutcome.ANSWERED);
		}
		return attempts;
	}

}
