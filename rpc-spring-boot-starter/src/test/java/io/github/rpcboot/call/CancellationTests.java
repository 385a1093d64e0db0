package io.github.rpcboot.call;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CancellationTests {

	private final Cancellation cancellation = new Cancellation();

	private final List<String> ran = new ArrayList<>();

	@Test
	void cancelingRunsTheActionsOnceInTheirOrder() {
		this.cancellation.onCancel(() -> this.ran.add("first"));
		this.cancellation.onCancel(() -> this.ran.add("second"));
		assertThat(this.cancellation.isCanceled()).isFalse();

		this.cancellation.cancel();
		this.cancellation.cancel();

		assertThat(this.cancellation.isCanceled()).isTrue();
		assertThat(this.ran).containsExactly("first", "second");
	}

	@Test
	void anActionThatComesLateRunsAtOnce() {
		this.cancellation.cancel();

		this.cancellation.onCancel(() -> this.ran.add("late"));

		assertThat(this.ran).containsExactly("late");
	}

	@Test
	void anActionThatWasTakenBackDoesNotRun() {
		Runnable action = () -> this.ran.add("removed");
		this.cancellation.onCancel(action);
		this.cancellation.onCancel(() -> this.ran.add("kept"));

		this.cancellation.remove(action);
		this.cancellation.remove(action);
		this.cancellation.cancel();

		assertThat(this.ran).containsExactly("kept");
	}

	@Test
	void theOrderStaysWhenTheFirstIsTakenBackAndComesAgain() {
		Runnable again = () -> this.ran.add("again");
		this.cancellation.onCancel(again);
		this.cancellation.onCancel(() -> this.ran.add("between"));
		this.cancellation.remove(again);
		this.cancellation.onCancel(again);
		this.cancellation.onCancel(again);

		this.cancellation.cancel();

		assertThat(this.ran).containsExactly("between", "again");
	}

	@Test
	void anActionMayUseTheCancellationItself() {
		this.cancellation.onCancel(() -> {
			this.cancellation.cancel();
			this.cancellation.onCancel(() -> this.ran.add("inner"));
			this.ran.add("outer");
		});

		this.cancellation.cancel();

		assertThat(this.ran).containsExactly("inner", "outer");
	}

	@Test
	void everyActionRunsExactlyOnceHoweverThreadsRace() throws InterruptedException {
		for (int round = 0; round < 200; round++) {
			Cancellation raced = new Cancellation();
			AtomicInteger runs = new AtomicInteger();
			CountDownLatch start = new CountDownLatch(1);
			Thread canceler = new Thread(() -> {
				await(start);
				raced.cancel();
			});
			Thread registrar = new Thread(() -> {
				await(start);
				raced.onCancel(runs::incrementAndGet);
			});
			canceler.start();
			registrar.start();
			start.countDown();
			canceler.join();
			registrar.join();
			assertThat(runs).hasValue(1);
		}
	}

	@Test
	void whoeverCancelsApartIsNotHeldByWhatIsDoneThen() throws InterruptedException {
		CountDownLatch released = new CountDownLatch(1);
		CountDownLatch done = new CountDownLatch(1);
		this.cancellation.onCancel(() -> await(released));
		this.cancellation.onCancel(() -> {
			throw new IllegalStateException("on purpose");
		});
		this.cancellation.onCancel(done::countDown);

		this.cancellation.cancelApart();

		assertThat(this.cancellation.isCanceled()).isTrue();
		assertThat(done.getCount()).isEqualTo(1);
		released.countDown();
		assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
