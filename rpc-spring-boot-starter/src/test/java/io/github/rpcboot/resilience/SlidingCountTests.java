package io.github.rpcboot.resilience;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SlidingCountTests {

	private static final long SLOT = 1000;

	/** A count is there for its slot and all later ones but as many as there are. */
	@ParameterizedTest
	@CsvSource({ "10, 0", "4, 0", "1, 0", "10, 9223372036854775000", "4, -9223372036854775808", "10, -5000" })
	void itCountsAsAListOfTimesDoes(int slots, long origin) {
		for (long seed = 0; seed < 50; seed++) {
			Random random = new Random(seed);
			AtomicLong now = new AtomicLong(origin);
			SlidingCount count = new SlidingCount(now::get, slots, SLOT);
			List<Long> times = new ArrayList<>();
			for (int i = 0; i < 300; i++) {
				now.addAndGet((random.nextInt(20) == 0) ? random.nextInt(15_000) : random.nextInt(700));
				if (random.nextInt(4) > 0) {
					count.increment();
					times.add(now.get());
				}
				long slot = (now.get() - origin) / SLOT;
				long expected = times.stream().filter((time) -> slot - (time - origin) / SLOT < slots).count();
				assertThat(count.sum()).as("seed %d, step %d", seed, i).isEqualTo(expected);
			}
		}
	}

	@Test
	void nothingIsCountedAtFirstAndAfterClearing() {
		SlidingCount count = new SlidingCount(() -> 0, 10, SLOT);
		assertThat(count.sum()).isZero();
		count.increment();
		assertThat(count.sum()).isEqualTo(1);
		count.clear();
		assertThat(count.sum()).isZero();
	}

	/**
	 * The number of a turn has 23 bits: with slots of a second it begins again after 97
	 * days.
	 */
	@Test
	void theNumberOfATurnMayWrapAround() {
		AtomicLong now = new AtomicLong();
		SlidingCount count = new SlidingCount(now::get, 10, SLOT);
		now.set(((1L << 23) - 4) * SLOT);
		for (int i = 0; i < 30; i++) {
			count.increment();
			assertThat(count.sum()).as("slot %d", i).isEqualTo(Math.min(i + 1, 10));
			now.addAndGet(SLOT);
		}
	}

	@Test
	void nothingIsLostBetweenThreads() throws Exception {
		SlidingCount count = new SlidingCount(() -> 0, 10, SLOT);
		CountDownLatch done = new CountDownLatch(4);
		for (int i = 0; i < 4; i++) {
			new Thread(() -> {
				for (int j = 0; j < 50_000; j++) {
					count.increment();
				}
				done.countDown();
			}).start();
		}

		assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(count.sum()).isEqualTo(200_000);
	}

	/** One that was held up between looking at the clock and counting. */
	@Test
	void aLateThreadDoesNotWipeOutWhatIsNewer() {
		AtomicLong now = new AtomicLong();
		SlidingCount count = new SlidingCount(now::get, 4, SLOT);
		now.set(5 * SLOT);
		count.increment();
		count.increment();
		now.set(SLOT);
		count.increment();
		now.set(5 * SLOT);

		assertThat(count.sum()).isEqualTo(2);
	}

}
