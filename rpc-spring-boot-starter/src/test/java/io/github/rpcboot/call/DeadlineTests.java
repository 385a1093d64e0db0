package io.github.rpcboot.call;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlineTests {

	private long now = -1_000_000_000_000L;

	private Deadline after(Duration timeout, String origin) {
		return Deadline.after(timeout, origin, () -> this.now);
	}

	private void pass(long millis) {
		this.now += millis * 1_000_000;
	}

	@Test
	void timeThatIsLeftShrinks() {
		Deadline deadline = after(Duration.ofSeconds(3), "rpc.consumer.timeout");
		assertThat(deadline.remainingMillis()).isEqualTo(3000);

		pass(2999);
		assertThat(deadline.remainingMillis()).isEqualTo(1);
		assertThat(deadline.isExpired()).isFalse();

		pass(1);
		assertThat(deadline.remainingNanos()).isZero();
		assertThat(deadline.isExpired()).isTrue();

		pass(10);
		assertThat(deadline.remainingNanos()).isEqualTo(-10_000_000);
		assertThat(deadline.remainingMillis()).isZero();
	}

	@Test
	void aPartOfAMillisecondDoesNotCount() {
		Deadline deadline = after(Duration.ofNanos(1_999_999), "x");

		assertThat(deadline.remainingMillis()).isEqualTo(1);
	}

	@Test
	void aClockThatOverflowsDoesNotMatter() {
		this.now = Long.MAX_VALUE - 1_000_000;
		Deadline deadline = after(Duration.ofMillis(10), "x");

		pass(4);
		assertThat(deadline.remainingMillis()).isEqualTo(6);
		pass(6);
		assertThat(deadline.isExpired()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "3000,3", "2100,2.1", "250,0.25", "5,0.005", "30000,30", "100000,100" })
	void aDeadlineSaysItsAmountAndWhereItCameFrom(long millis, String seconds) {
		Deadline deadline = after(Duration.ofMillis(millis), "rpc.consumer.timeout");
		pass(millis / 2);

		assertThat(deadline.describe()).isEqualTo(seconds + " s from rpc.consumer.timeout");
		assertThat(deadline).hasToString(deadline.describe());
	}

	@Test
	void theOwnDeadlineStaysIfItIsEarlier() {
		Deadline own = after(Duration.ofSeconds(1), "rpc.consumer.timeout");

		assertThat(own.within(after(Duration.ofSeconds(2), "caller"), "Orders/place")).isSameAs(own);
		assertThat(own.within(after(Duration.ofSeconds(1), "caller"), "Orders/place")).isSameAs(own);
	}

	@Test
	void anEarlierOuterDeadlineIsInheritedAndTold() {
		Deadline outer = after(Duration.ofSeconds(3), "caller");
		pass(900);

		Deadline inherited = after(Duration.ofSeconds(5), "rpc.consumer.timeout").within(outer, "Orders/place");

		assertThat(inherited.remainingMillis()).isEqualTo(2100);
		assertThat(inherited.describe()).isEqualTo("inherited from Orders/place, 2.1 of 3 s left");
		pass(2100);
		assertThat(inherited.isExpired()).isTrue();
		assertThat(inherited.describe()).isEqualTo("inherited from Orders/place, 2.1 of 3 s left");
	}

	@Test
	void aSpentOuterDeadlineLeavesNothing() {
		Deadline outer = after(Duration.ofSeconds(3), "caller");
		pass(3500);

		Deadline inherited = after(Duration.ofSeconds(5), "rpc.consumer.timeout").within(outer, "Orders/place");

		assertThat(inherited.isExpired()).isTrue();
		assertThat(inherited.describe()).isEqualTo("inherited from Orders/place, 0 of 3 s left");
	}

	@Test
	void inheritingTwiceOnlyShrinks() {
		Deadline first = after(Duration.ofSeconds(3), "caller");
		pass(1000);
		Deadline second = after(Duration.ofSeconds(3), "x").within(first, "A/a");
		pass(500);
		Deadline third = after(Duration.ofSeconds(3), "x").within(second, "B/b");

		assertThat(third.remainingMillis()).isEqualTo(1500);
		assertThat(third.describe()).isEqualTo("inherited from B/b, 1.5 of 2 s left");
	}

	@Test
	void theRealClockRuns() {
		Deadline deadline = Deadline.after(Duration.ofSeconds(60), "x");

		assertThat(deadline.remainingNanos()).isPositive().isLessThanOrEqualTo(60_000_000_000L);
		assertThat(Deadline.after(Duration.ZERO, "x").isExpired()).isTrue();
	}

}
