package io.github.rpcboot.protocol.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.rpcboot.call.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * When a connection is looked at, and when it never is. The test is the thread that looks
 * after all watches.
 */
@Timeout(30)
class CallerWatchTests {

	private static final int ROUNDS = 5;

	private final AtomicInteger looks = new AtomicInteger();

	private final AtomicBoolean gone = new AtomicBoolean();

	private final AtomicBoolean requestRead = new AtomicBoolean(true);

	private final Cancellation cancellation = new Cancellation();

	private CallerWatch watch = new CallerWatch(this::look, this.requestRead::get, this.cancellation);

	private boolean look() {
		this.looks.incrementAndGet();
		return this.gone.get();
	}

	private void round() {
		round(this.watch);
	}

	private static void round(CallerWatch watch) {
		for (int i = 0; i < ROUNDS; i++) {
			watch.look();
		}
	}

	@Test
	void aQuietConnectionIsLookedAtEveryFewRounds() {
		round();
		round();
		assertThat(this.looks).hasValue(2);
		assertThat(this.cancellation.isCanceled()).isFalse();
	}

	@Test
	void aCallerWhoHasGoneCancelsTheCallOnAnotherThread() throws InterruptedException {
		BlockingQueue<Thread> canceler = new ArrayBlockingQueue<>(1);
		this.cancellation.onCancel(() -> canceler.add(Thread.currentThread()));
		this.gone.set(true);
		round();
		assertThat(this.cancellation.isCanceled()).isTrue();
		assertThat(canceler.poll(10, TimeUnit.SECONDS)).isNotNull().isNotSameAs(Thread.currentThread());
	}

	@Test
	void aBeanThatThrowsWhenItIsCanceledHarmsNobody() throws InterruptedException {
		CountDownLatch next = new CountDownLatch(1);
		this.cancellation.onCancel(() -> {
			throw new IllegalStateException("The bean's own");
		});
		this.cancellation.onCancel(next::countDown);
		this.gone.set(true);
		round();
		assertThat(next.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aConnectionThatHasBeenWrittenToMeanwhileIsLeftAlone() {
		for (int i = 0; i < 3; i++) {
			this.watch.beginWrite();
			this.watch.endWrite();
			round();
		}
		assertThat(this.looks).hasValue(0);
		round();
		assertThat(this.looks).hasValue(1);
	}

	@Test
	void aRequestThatIsNotReadYetBelongsToItsReader() {
		this.requestRead.set(false);
		round();
		assertThat(this.looks).hasValue(0);
		this.requestRead.set(true);
		round();
		assertThat(this.looks).hasValue(1);
	}

	@Test
	void nobodyLooksBehindTheEnd() {
		this.gone.set(true);
		this.watch.close();
		round();
		assertThat(this.looks).hasValue(0);
		assertThat(this.cancellation.isCanceled()).isFalse();
	}

	@Test
	void nobodyLooksBesideAWrite() throws InterruptedException {
		Thread writer = new Thread(this.watch::beginWrite);
		writer.start();
		writer.join();
		round();
		assertThat(this.looks).hasValue(0);
	}

	@Test
	void theEndWaitsForALookThatIsUnderWay() throws InterruptedException {
		CountDownLatch looking = new CountDownLatch(1);
		CountDownLatch looked = new CountDownLatch(1);
		this.watch = new CallerWatch(() -> {
			looking.countDown();
			return awaited(looked);
		}, () -> true, this.cancellation);
		Thread looks = new Thread(this::round);
		looks.start();
		assertThat(looking.await(10, TimeUnit.SECONDS)).isTrue();
		Thread end = new Thread(this.watch::close);
		end.start();
		await().until(() -> end.getState() == Thread.State.WAITING);
		looked.countDown();
		end.join();
		looks.join();
	}

	private static boolean awaited(CountDownLatch latch) {
		try {
			return !latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void nothingIsWatchedWhereNobodyCanTell() {
		CallerWatch nobody = new CallerWatch(null, () -> true, this.cancellation);
		nobody.start();
		round(nobody);
		nobody.beginWrite();
		nobody.endWrite();
		round(nobody);
		round(nobody);
		nobody.close();
		assertThat(this.cancellation.isCanceled()).isFalse();
	}

}
