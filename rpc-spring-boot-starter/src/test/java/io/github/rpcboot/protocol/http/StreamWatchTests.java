package io.github.rpcboot.protocol.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The moments at which an exchange with streams is ended by time.
 */
@Timeout(30)
class StreamWatchTests {

	private static final long IDLE = TimeUnit.SECONDS.toNanos(20);

	private final CountDownLatch aborted = new CountDownLatch(1);

	private final StreamWatch watch = new StreamWatch(new Cancellation(), IDLE, this.aborted::countDown);

	private static Deadline after(long millis) {
		return Deadline.after(Duration.ofMillis(millis), "the test");
	}

	@Test
	void whatIsLateIsAborted() throws InterruptedException {
		this.watch.expect(after(50));
		assertThat(this.aborted.await(5, TimeUnit.SECONDS)).isTrue();
		assertThat(this.watch.isLate()).isTrue();
		assertThat(this.watch.close()).isFalse();
	}

	@Test
	void aShorterWaitBehindALongerOneIsKept() throws InterruptedException {
		this.watch.expect(after(10_000));
		this.watch.rest();
		this.watch.expect(after(50));
		assertThat(this.aborted.await(5, TimeUnit.SECONDS)).isTrue();
	}

	/** The timer has read what was awaited before, and goes on with that. */
	@Test
	void aShortWaitThatBeginsWhileTheTimerLooksIsKept() throws InterruptedException {
		AtomicBoolean looks = new AtomicBoolean();
		CountDownLatch expected = new CountDownLatch(1);
		long end = System.nanoTime() + IDLE;
		Thread other = new Thread(() -> {
			this.watch.expect(after(50));
			expected.countDown();
		});
		Deadline long20 = Deadline.after(Duration.ofNanos(IDLE), "the test", () -> {
			if (Thread.currentThread().getName().equals("rpc-timer") && looks.compareAndSet(false, true)) {
				other.start();
				await(expected);
			}
			return end - IDLE;
		});
		this.watch.expect(after(20));
		this.watch.expect(long20);
		assertThat(this.aborted.await(5, TimeUnit.SECONDS)).isTrue();
		assertThat(looks).isTrue();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(200, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void nothingIsAbortedBehindTheEnd() throws InterruptedException {
		this.watch.expect(after(50));
		assertThat(this.watch.close()).isTrue();
		assertThat(this.aborted.await(200, TimeUnit.MILLISECONDS)).isFalse();
	}

}
