package io.github.rpcboot.resilience;

import io.github.rpcboot.call.AttemptOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DrainingTests {

	private final Picking picking = new Picking(2).only(0, 1, AttemptOutcome.DRAINING);

	@Test
	void anInstanceThatIsAboutToStopIsPassedOverForFiveSeconds() {
		this.picking.clock.pass(4999);
		assertThat(this.picking.isUsed(0)).isFalse();
		this.picking.clock.pass(1);
		assertThat(this.picking.isUsed(0)).isTrue();
	}

	@Test
	void itIsBetterThanOneThatCannotBeReached() {
		this.picking.open(1, 1);
		this.picking.finish(1, AttemptOutcome.NEVER_SENT);

		assertThat(this.picking.pick()).isEqualTo(this.picking.at(0));
	}

	@Test
	void itIsBetterThanOneThatTheCallHasTried() {
		assertThat(this.picking.pick(this.picking.at(1))).isEqualTo(this.picking.at(0));
	}

	@Test
	void itIsPassedOverFromTheHeadOfAStreamOn() {
		Picking two = new Picking(2);
		two.open(0, 1);
		two.instances.begun(two.at(0), true);
		assertThat(two.isUsed(0)).isFalse();
	}

	@Test
	void anInstanceWithAnOpenStreamIsNotSilent() {
		Picking two = new Picking(2);
		for (int i = 0; i < 2; i++) {
			two.open(i, 1);
			two.instances.begun(two.at(i), false);
		}
		two.clock.pass(30_000);
		assertThat(two.isUsed(0)).isTrue();
	}

	/** Behind one URL the next connection may lead to another process. */
	@Test
	void theOnlyInstanceIsUsedAllTheSame() {
		Picking single = new Picking(1).only(0, 1, AttemptOutcome.DRAINING);

		assertThat(single.pick()).isEqualTo(single.at(0));
	}

}
