package io.github.rpcboot.resilience;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.contract.MethodContract;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SlowMethodsTests {

	private static final MethodContract METHOD = MethodContract.unknown("Reports", "yearly");

	private long now = 17;

	private final SlowMethods methods = new SlowMethods(() -> this.now);

	private void pass(Duration time) {
		this.now += time.toNanos();
	}

	private static long millis(long count) {
		return TimeUnit.MILLISECONDS.toNanos(count);
	}

	@Test
	void nothingIsKnownAtFirst() {
		assertThat(this.methods.longest(METHOD)).isZero();
	}

	@Test
	void whatFitsIntoEveryAttemptIsNotKept() {
		this.methods.answered(METHOD, millis(49));

		assertThat(this.methods.longest(METHOD)).isZero();
	}

	@Test
	void theLongestOfTheLastMinuteCounts() {
		this.methods.answered(METHOD, millis(900));
		this.methods.answered(METHOD, millis(200));

		assertThat(this.methods.longest(METHOD)).isEqualTo(millis(900));
		pass(Duration.ofSeconds(61));
		assertThat(this.methods.longest(METHOD)).isZero();
		this.methods.answered(METHOD, millis(200));
		assertThat(this.methods.longest(METHOD)).isEqualTo(millis(200));
	}

	@Test
	void aCallThatRanOutOfDividedTimeGetsAllOfItNext() {
		this.methods.ranOut(METHOD, millis(3000), true);

		assertThat(this.methods.longest(METHOD)).isEqualTo(millis(3000));
	}

	@Test
	void aCallThatRanOutOfAllItsTimeIsDividedAgain() {
		this.methods.ranOut(METHOD, millis(3000), true);
		this.methods.ranOut(METHOD, millis(3000), false);

		assertThat(this.methods.longest(METHOD)).isZero();
	}

}
