package io.github.rpcboot.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What waits is looked after until it ends. */
class RpcWatchTests {

	@Test
	void whatWaitsIsLookedAfterAgainAndAgain() {
		Counting watch = new Counting();
		watch.begin();
		await().until(() -> watch.looks.get() >= 3);
		watch.end();
	}

	@Test
	void whatHasEndedIsLeftAlone() {
		Counting ended = new Counting();
		Counting other = new Counting();
		ended.begin();
		ended.end();
		ended.end();
		other.begin();
		await().until(() -> other.looks.get() >= 3);
		int before = ended.looks.get();
		await().until(() -> other.looks.get() >= 6);
		assertThat(ended.looks.get()).isEqualTo(before).isLessThanOrEqualTo(1);
		other.end();
	}

	@Test
	void oneThatFailsDoesNotKeepTheOthersFromTheirTurn() {
		Counting failing = new Counting() {

			@Override
			protected void look() {
				super.look();
				throw new IllegalStateException("on purpose");
			}

		};
		Counting other = new Counting();
		failing.begin();
		other.begin();
		await().until(() -> other.looks.get() >= 2 && failing.looks.get() >= 2);
		failing.end();
		other.end();
	}

	@Test
	void anErrorDoesNotKeepTheOthersFromTheirTurnEither() {
		Counting failing = new Counting() {

			@Override
			protected void look() {
				super.look();
				throw new NoClassDefFoundError("on purpose");
			}

		};
		Counting other = new Counting();
		failing.begin();
		other.begin();
		await().until(() -> other.looks.get() >= 2 && failing.looks.get() >= 2);
		failing.end();
		other.end();
	}

	@Test
	void whatIsDoneAtADeadlineIsDoneOnceAndMayBlock() throws Exception {
		CountDownLatch released = new CountDownLatch(1);
		AtomicInteger late = new AtomicInteger();
		Deadline deadline = Deadline.after(Duration.ofMillis(50), "the test");
		try {
			for (int i = 0; i < 2; i++) {
				RpcWatch.until(deadline, () -> {
					late.incrementAndGet();
					await().until(() -> released.getCount() == 0);
				});
			}
			await().until(() -> late.get() == 2);
			assertThat(deadline.isExpired()).isTrue();
			Counting other = new Counting();
			other.begin();
			await().until(() -> other.looks.get() >= 3);
			other.end();
			assertThat(late).hasValue(2);
		}
		finally {
			released.countDown();
		}
	}

	@Test
	void nothingIsDoneAtADeadlineOfWhatHasEnded() {
		AtomicInteger late = new AtomicInteger();
		Deadline deadline = Deadline.after(Duration.ofMillis(30), "the test");
		RpcWatch.until(deadline, late::incrementAndGet).end();
		Counting other = new Counting();
		other.begin();
		await().until(() -> deadline.isExpired() && other.looks.get() >= 6);
		other.end();
		assertThat(late).hasValue(0);
	}

	@Test
	void roundsThatHaveEndedBeginAnew() {
		for (int i = 0; i < 3; i++) {
			Counting watch = new Counting();
			watch.begin();
			await().until(() -> watch.looks.get() >= 1);
			watch.end();
			CountDownLatch later = new CountDownLatch(1);
			RpcTimer.later(TimeUnit.MILLISECONDS.toNanos(150), later::countDown);
			await().until(() -> later.getCount() == 0);
		}
	}

	@Test
	void manyThreadsBeginAndEndWithoutLosingOne() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		List<Counting> staying = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			Counting stays = new Counting();
			staying.add(stays);
			threads.execute(() -> {
				for (int round = 0; round < 5000; round++) {
					Counting goes = new Counting();
					goes.begin();
					if (round == 2500) {
						stays.begin();
					}
					goes.end();
				}
			});
		}
		threads.shutdown();
		assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		await().until(() -> staying.stream().allMatch((watch) -> watch.looks.get() >= 1));
		staying.forEach(Counting::end);
	}

	private static class Counting extends RpcWatch {

		final AtomicInteger looks = new AtomicInteger();

		@Override
		protected void look() {
			this.looks.incrementAndGet();
		}

	}

}
