package io.github.rpcboot.resilience;

import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A frozen process still takes connections, but answers nothing. */
class SilenceTests {

	/**
	 * In turn, so that the number of calls in flight does not hide what is to be seen.
	 */
	private final Picking picking = new Picking(2, true, true);

	@Test
	void anInstanceThatDoesNotAnswerForASecondIsPassedOver() {
		this.picking.open(0, 1);
		this.picking.clock.pass(1000);
		assertThat(this.picking.pick()).isNotNull();
		this.picking.clock.pass(1);

		Endpoint first = this.picking.call();
		assertThat(first).isEqualTo(this.picking.at(1));
		assertThat(this.picking.isUsed(0)).isFalse();
	}

	@Test
	void itIsProbedByOneCallAtATime() {
		this.picking.open(0, 1);
		this.picking.clock.pass(1001);
		this.picking.call();
		this.picking.clock.pass(200);
		this.picking.start(0);

		assertThat(this.picking.isUsed(0)).isFalse();

		this.picking.finish(0, AttemptOutcome.ANSWERED);
		assertThat(this.picking.isUsed(0)).isTrue();
	}

	@Test
	void callsThatWereAbandonedWereNotAnsweredEither() {
		this.picking.open(0, 1);
		this.picking.finish(0, AttemptOutcome.ABANDONED);
		this.picking.clock.pass(1001);

		assertThat(this.picking.isUsed(0)).isFalse();
	}

	@Test
	void anInstanceThatWasNotAskedIsNotSilent() {
		this.picking.open(0, 1);
		this.picking.finish(0, AttemptOutcome.NOT_ASKED);
		this.picking.clock.pass(1001);

		assertThat(this.picking.isUsed(0)).isTrue();
	}

	@Test
	void anInstanceThatIsNotCalledIsNotSilent() {
		this.picking.counts(10);
		this.picking.clock.pass(60_000);

		assertThat(this.picking.isUsed(0)).isTrue();
		assertThat(this.picking.isUsed(1)).isTrue();
	}

	/** One call is under way all the time; others are answered at once. */
	@ParameterizedTest
	@ValueSource(ints = { 10, 100, 500, 1500, 5000 })
	void aSlowCallDoesNotCostAnInstanceAQuarterOfItsShare(int millisBetweenCalls) {
		this.picking.open(0, 1);
		int calls = 0;
		for (int i = 0; i < 200; i++) {
			this.picking.clock.pass(millisBetweenCalls);
			calls += this.picking.call().equals(this.picking.at(0)) ? 1 : 0;
		}

		assertThat(calls).isGreaterThan(75);
	}

	@Test
	void aSlowCallThatTimesOutBesideAnsweredOnesIsNoReasonToPassAnInstanceOver() {
		this.picking.open(0, 1);
		this.picking.clock.pass(2999);
		this.picking.open(0, 1);
		this.picking.finish(0, AttemptOutcome.ANSWERED);
		this.picking.clock.pass(1);
		this.picking.finish(0, AttemptOutcome.TIMED_OUT);

		assertThat(this.picking.isUsed(0)).isTrue();
	}

	@Test
	void aTimeOutWithoutAnyAnswerIs() {
		this.picking.open(0, 1);
		this.picking.clock.pass(300);
		this.picking.finish(0, AttemptOutcome.TIMED_OUT);

		assertThat(this.picking.isUsed(0)).isFalse();
	}

	@Test
	void ifAllAreSilentAllAreUsed() {
		this.picking.open(0, 1);
		this.picking.open(1, 1);
		this.picking.clock.pass(1001);

		assertThat(this.picking.seen()).isNotEmpty();
	}

}
