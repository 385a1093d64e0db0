package io.github.rpcboot.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.provider.AdmissionQueue.Waiter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AdmissionQueueTests {

	private static final long FOREVER = TimeUnit.HOURS.toNanos(1);

	private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(2);

	private int limit = 2;

	private final AdmissionQueue queue = new AdmissionQueue(() -> this.limit, millis(500), () -> this.now);

	private int woken;

	private static long millis(long millis) {
		return TimeUnit.MILLISECONDS.toNanos(millis);
	}

	private Waiter come() {
		return this.queue.enter(this.now, this.now + FOREVER, () -> this.woken++);
	}

	private Waiter comeWithin(long millis) {
		return this.queue.enter(this.now, this.now + millis(millis), () -> this.woken++);
	}

	private long waitsMillis(Waiter waiter) {
		assertThat(waiter.isWaiting()).isTrue();
		return TimeUnit.NANOSECONDS.toMillis(waiter.expires() - this.now);
	}

	@Test
	void asManyStartAsTheLimitSays() {
		assertThat(this.queue.tryEnter()).isTrue();
		assertThat(come().isAdmitted()).isTrue();
		assertThat(this.queue.tryEnter()).isFalse();
		assertThat(come().isWaiting()).isTrue();
		assertThat(this.queue.inFlight()).isEqualTo(2);
		assertThat(this.queue.waiting()).isEqualTo(1);
	}

	@Test
	void whoCameFirstStartsFirst() {
		fill();
		Waiter first = come();
		Waiter second = come();

		this.queue.leave();

		assertThat(first.isAdmitted()).isTrue();
		assertThat(second.isWaiting()).isTrue();
		assertThat(this.woken).isEqualTo(1);
	}

	@Test
	void nobodyOvertakesWhoWaits() {
		fill();
		Waiter first = come();
		this.limit = 3;

		assertThat(this.queue.tryEnter()).isFalse();
		assertThat(first.isAdmitted()).isTrue();
		assertThat(this.queue.inFlight()).isEqualTo(3);
	}

	@Test
	void aBurstIsWaitedOut() {
		fill();
		assertThat(waitsMillis(come())).isEqualTo(500);
	}

	@Test
	void nobodyWaitsLongerThanItsDeadline() {
		fill();
		assertThat(waitsMillis(comeWithin(70))).isEqualTo(70);
	}

	/** Somebody waits all the time, but nobody for long. */
	private void standFor(long millis) {
		Waiter previous = come();
		for (long passed = 0; passed < millis; passed += 50) {
			this.now += millis(50);
			Waiter next = come();
			this.queue.giveUp(previous);
			previous = next;
		}
	}

	@Test
	void nobodyWaitsLongInAQueueThatHasStoodForASecond() {
		fill();
		standFor(1000);
		assertThat(waitsMillis(come())).isEqualTo(15);
	}

	@Test
	void whoCameBeforeTheQueueHadStoodForASecondWaitsUntilThen() {
		fill();
		standFor(900);
		assertThat(waitsMillis(come())).isEqualTo(100);
	}

	@Test
	void aQueueOfQuickCallsMayStandForAQuarterOfASecond() {
		callsTook(25);
		fill();
		assertThat(waitsMillis(come())).isEqualTo(250);
		standFor(250);
		assertThat(waitsMillis(come())).isEqualTo(15);
	}

	@Test
	void aQueueOfSlowCallsMayStandForTwiceTheirTime() {
		callsTook(200);
		fill();
		assertThat(waitsMillis(come())).isEqualTo(400);
		standFor(400);
		assertThat(waitsMillis(come())).isEqualTo(15);
	}

	@Test
	void aQueueOfEndlessCallsMayStandForASecond() {
		callsTook(60_000);
		fill();
		standFor(900);
		assertThat(waitsMillis(come())).isEqualTo(100);
	}

	@Test
	void oneSlowCallAmongQuickOnesChangesLittle() {
		callsTook(25);
		assertThat(this.queue.tryEnter()).isTrue();
		this.queue.leave(millis(20_000));
		fill();
		assertThat(waitsMillis(come())).isLessThan(300);
	}

	/** More often than is remembered. */
	private void callsTook(long millis) {
		for (int i = 0; i < 1000; i++) {
			assertThat(this.queue.tryEnter()).isTrue();
			this.queue.leave(millis(millis));
		}
	}

	@Test
	void aQueueThatWasEmptyIsANewOne() {
		fill();
		standFor(950);
		while (this.queue.waiting() > 0) {
			this.queue.leave();
		}
		this.now += millis(100);
		fill();

		assertThat(waitsMillis(come())).isEqualTo(500);
	}

	@Test
	void refusalsOfAStandingQueueDoNotMakeItANewOne() {
		fill();
		standFor(1000);
		this.now += millis(500);
		while (this.queue.waiting() > 0) {
			this.queue.leave();
		}
		fill();
		for (int i = 0; i < 100; i++) {
			Waiter waiter = come();
			assertThat(waitsMillis(waiter)).isEqualTo(15);
			this.now += millis(15);
			this.queue.giveUp(waiter);
			assertThat(this.queue.waiting()).isZero();
			this.now += millis(30);
		}
	}

	@Test
	void callsWaitLongAgainOnceNobodyHasBeenRefusedForASecond() {
		fill();
		standFor(1000);
		while (this.queue.waiting() > 0) {
			this.queue.leave();
		}
		this.now += millis(999);
		fill();
		Waiter refused = come();
		assertThat(waitsMillis(refused)).isEqualTo(15);
		this.queue.giveUp(refused);
		this.now += millis(1000);

		assertThat(waitsMillis(come())).isEqualTo(500);
	}

	@Test
	void theTimeBeforeTheQueueCounts() {
		fill();
		Waiter waiter = this.queue.enter(this.now - millis(480), this.now + FOREVER, () -> {
		});
		assertThat(waitsMillis(waiter)).isEqualTo(20);
	}

	@Test
	void whoHasWaitedTooLongDoesNotStart() {
		fill();
		Waiter late = comeWithin(30);
		Waiter patient = come();
		this.now += millis(30);

		this.queue.leave();

		assertThat(late.isAdmitted()).isFalse();
		assertThat(late.isWaiting()).isFalse();
		assertThat(patient.isAdmitted()).isTrue();
		assertThat(this.woken).isEqualTo(2);
	}

	@Test
	void whoGivesUpDoesNotStart() {
		fill();
		Waiter first = come();
		Waiter second = come();
		this.queue.giveUp(first);

		this.queue.leave();

		assertThat(first.isAdmitted()).isFalse();
		assertThat(second.isAdmitted()).isTrue();
	}

	@Test
	void givingUpTooLateChangesNothing() {
		fill();
		Waiter first = come();
		this.queue.leave();

		this.queue.giveUp(first);

		assertThat(first.isAdmitted()).isTrue();
		assertThat(this.queue.inFlight()).isEqualTo(2);
	}

	@Test
	void withoutPatienceNobodyWaits() {
		AdmissionQueue impatient = new AdmissionQueue(() -> 1, 0, () -> this.now);
		assertThat(impatient.tryEnter()).isTrue();
		Waiter refused = impatient.enter(this.now, this.now + FOREVER, () -> {
		});
		assertThat(refused.isWaiting() || refused.isAdmitted()).isFalse();
		assertThat(impatient.waiting()).isZero();
	}

	@Test
	void aLowerLimitLetsNobodyStartUntilEnoughHaveLeft() {
		fill();
		Waiter waiter = come();
		this.limit = 1;

		this.queue.leave();
		assertThat(waiter.isWaiting()).isTrue();
		this.queue.leave();
		assertThat(waiter.isAdmitted()).isTrue();
	}

	@Test
	void atMost4096Wait() {
		fill();
		for (int i = 0; i < 4096; i++) {
			assertThat(come().isWaiting()).isTrue();
		}
		assertThat(come().isWaiting()).isFalse();
	}

	private void fill() {
		while (this.queue.tryEnter()) {
			assertThat(this.queue.inFlight()).isLessThanOrEqualTo(this.limit);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 5, 8, 13, 21, 34, 55, 89 })
	void noPermitIsLostWhateverHappensInWhateverOrder(long seed) {
		Random random = new Random(seed);
		this.limit = 1 + random.nextInt(5);
		List<Waiter> all = new ArrayList<>();
		int left = 0;
		for (int step = 0; step < 2000; step++) {
			int before = admitted(all);
			switch (random.nextInt(6)) {
				case 0, 1 -> all.add(comeWithin(random.nextInt(60)));
				case 2 -> all.add(come());
				case 3 -> this.now += millis(random.nextInt(15));
				case 4 -> all.stream().filter(Waiter::isWaiting).findAny().ifPresent(this.queue::giveUp);
				default -> {
					if (before > left) {
						left++;
						this.queue.leave();
					}
				}
			}
			assertThat(this.queue.inFlight()).as("seed %d, step %d", seed, step)
				.isEqualTo(admitted(all) - left)
				.isLessThanOrEqualTo(this.limit);
			assertThat(this.queue.waiting()).isEqualTo(all.stream().filter(Waiter::isWaiting).count());
			assertInOrder(all);
			all.removeIf((waiter) -> !waiter.isWaiting() && !waiter.isAdmitted());
		}
		while (this.queue.inFlight() > 0) {
			this.queue.leave();
		}
		assertThat(this.queue.waiting()).isZero();
		assertThat(all).noneMatch(Waiter::isWaiting);
	}

	private static int admitted(List<Waiter> all) {
		return (int) all.stream().filter(Waiter::isAdmitted).count();
	}

	/** Behind one who waits there is nobody who was admitted. */
	private static void assertInOrder(List<Waiter> all) {
		boolean waits = false;
		for (Waiter waiter : all) {
			waits |= waiter.isWaiting();
			assertThat(waits && waiter.isAdmitted()).isFalse();
		}
	}

}
