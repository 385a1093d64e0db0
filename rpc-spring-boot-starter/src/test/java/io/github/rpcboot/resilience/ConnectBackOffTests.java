package io.github.rpcboot.resilience;

import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
			this.backOff.failed(now, 200);
			assertThat(this.backOff.isReady(now + (long) (expected * 0.999))).as("failure %d", i).isFalse();
			now += (long) (expected * 1.001);
			assertThat(this.backOff.isReady(now)).as("failure %d", i).isTrue();
			this.backOff.started(now);
			expected = Math.min(30e9, expected * 1.6);
		}
		assertThat(expected).isEqualTo(30e9);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 200, 400 })
	void itIsSpreadByAFifth(int random) {
		this.backOff.failed(0, random);
		long length = (160 + random / 5) * 1_000_000L;

		assertThat(this.backOff.isReady(length - 1)).isFalse();
		assertThat(this.backOff.isReady(length)).isTrue();
	}

	@Test
	void failuresOfOneMomentCountOnce() {
		for (int i = 0; i < 16; i++) {
			this.backOff.failed(i, 200);
		}

		assertThat(this.backOff.isReady(200_000_000)).isTrue();
	}

	@Test
	void callsThatWereUnderWayDoNotLengthenIt() {
		this.backOff.failed(0, 200);
		this.backOff.started(200_000_000);
		this.backOff.failed(200_000_001, 200);
		this.backOff.failed(200_000_002, 200);

		assertThat(this.backOff.isReady(520_000_001)).isTrue();
	}

	/** A closed port for a minute: what is sent to it must not be a flood. */
	@Test
	void aMinuteWithoutAnInstanceCostsFewAttempts() {
		int attempts = 0;
		for (int i = 0; i < 60_000; i++) {
			this.picking.clock.pass(1);
			Endpoint picked = this.picking.pick();
			boolean refused = picked.equals(this.picking.at(0));
			attempts += refused ? 1 : 0;
			this.picking.instances.finished(picked, refused ? AttemptOutcome.NEVER_SENT : AttemptOutcome.ANSWERED);
		}

		assertThat(attempts).isBetween(3, 14);
	}

}
