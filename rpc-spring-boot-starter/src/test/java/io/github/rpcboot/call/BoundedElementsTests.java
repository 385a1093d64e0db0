package io.github.rpcboot.call;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Waiting for elements of the application's own.
 */
@Timeout(30)
class BoundedElementsTests {

	private static final Duration SHORT = Duration.ofMillis(200);

	private static final Duration LONG = Duration.ofSeconds(20);

	private final AtomicInteger told = new AtomicInteger();

	private final Blocking source = new Blocking();

	private BoundedElements bounded(Duration idle, Deadline total) {
		return BoundedElements.around(this.source, idle, total, "The stream of the test", this.told::incrementAndGet);
	}

	private static RpcException failureOf(ElementSource elements) {
		return catchThrowableOfType(RpcException.class, elements::next);
	}

	@Test
	void whoeverWaitsTooLongIsWokenAndLearnsWhoseTheElementsAre() {
		BoundedElements elements = bounded(SHORT, Deadline.unbounded());
		long start = System.nanoTime();
		RpcException failure = failureOf(elements);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, SHORT.plusSeconds(2));
		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.reason())
			.isEqualTo("The stream of the test had no next element within its idle time of 200 ms.");
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(elements.isQuiet()).isTrue();
		assertThat(this.told).hasValue(1);
		assertThat(this.source.interrupted).isTrue();
		assertThat(failureOf(elements).reason()).isEqualTo(failure.reason());
		assertThat(this.source.pulled).hasValue(1);
	}

	@Test
	void aReaderThatTakesItsTimeEndsNothing() throws Throwable {
		BoundedElements elements = bounded(SHORT, Deadline.unbounded());
		for (int i = 0; i < 2; i++) {
			this.source.element = i;
			assertThat(elements.next()).isEqualTo(i);
			long start = System.nanoTime();
			await().until(() -> System.nanoTime() - start > 2 * SHORT.toNanos());
		}
		assertThat(elements.isQuiet()).isFalse();
		assertThat(this.told).hasValue(0);
		elements.close();
	}

	@Test
	void aSourceThatWaitsForSomebodyElseIsNotQuiet() {
		long began = System.nanoTime();
		AtomicBoolean others = new AtomicBoolean(true);
		BoundedElements elements = BoundedElements.around(this.source, SHORT, () -> {
			others.set(System.nanoTime() - began < 3 * SHORT.toNanos());
			return others.get() ? 0 : Long.MAX_VALUE;
		}, Deadline.unbounded(), "The stream of the test", this.told::incrementAndGet);
		assertThat(failureOf(elements).status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(SHORT.multipliedBy(3));
		assertThat(others).isFalse();
		assertThat(elements.isQuiet()).isTrue();
	}

	@Test
	void theTotalEndsAWaitToo() {
		BoundedElements elements = bounded(LONG, Deadline.after(SHORT, "the test"));
		RpcException failure = failureOf(elements);
		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.reason()).isEqualTo("The stream of the test had no next element before the deadline.");
		assertThat(elements.isQuiet()).isFalse();
	}

	@Test
	void whoeverWaitsIsWokenByACancelAndClosesTheSourceItself() throws InterruptedException {
		BoundedElements elements = bounded(LONG, Deadline.unbounded());
		AtomicReference<Throwable> failure = new AtomicReference<>();
		AtomicBoolean flag = new AtomicBoolean(true);
		Thread reader = new Thread(() -> {
			failure.set(catchThrowable(elements::next));
			flag.set(Thread.currentThread().isInterrupted());
		});
		reader.start();
		await().until(() -> this.source.waits);
		elements.cancel();
		elements.close();
		reader.join(5000);
		assertThat(failure.get()).isInstanceOfSatisfying(RpcException.class,
				(ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.CANCELED));
		assertThat(flag).isFalse();
		assertThat(this.source.closedBy).isSameAs(reader);
		assertThat(this.source.closed).hasValue(1);
		elements.close();
		assertThat(this.source.closed).hasValue(1);
	}

	@Test
	void nothingIsPulledBehindACancel() {
		BoundedElements elements = bounded(LONG, Deadline.unbounded());
		elements.cancel();
		assertThat(failureOf(elements).status()).isEqualTo(RpcStatus.CANCELED);
		assertThat(this.source.pulled).hasValue(0);
		elements.close();
		assertThat(this.source.closedBy).isSameAs(Thread.currentThread());
	}

	@Test
	void whatTheSourceThrowsIsThrownAsItIs() {
		this.source.failure = new IllegalStateException("mine");
		BoundedElements elements = bounded(LONG, Deadline.unbounded());
		assertThat(catchThrowable(elements::next)).isSameAs(this.source.failure);
		elements.close();
	}

	@Test
	void elementsThatComeWhileTheTimeEndsAreNeverDisturbed() throws Exception {
		Duration tiny = Duration.ofNanos(200_000);
		AtomicReference<BoundedElements> current = new AtomicReference<>(bounded(LONG, Deadline.unbounded()));
		AtomicBoolean over = new AtomicBoolean();
		Thread looking = new Thread(() -> {
			while (!over.get()) {
				current.get().look();
			}
		});
		looking.start();
		for (int round = 0; round < 200; round++) {
			Blocking spinning = new Blocking();
			spinning.spinNanos = 150_000 + round * 500L;
			BoundedElements elements = BoundedElements.around(spinning, tiny, Deadline.unbounded(), "It", () -> {
			});
			current.set(elements);
			Throwable failure = catchThrowable(elements::next);
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
			assertThat(failure == null || elements.isQuiet()).isTrue();
			elements.close();
			assertThat(spinning.closed).hasValue(1);
		}
		over.set(true);
		looking.join();
	}

	/** Waits until it is interrupted, unless there is something to give. */
	private static final class Blocking implements ElementSource {

		private final AtomicInteger pulled = new AtomicInteger();

		private final AtomicInteger closed = new AtomicInteger();

		private volatile Object element;

		private volatile RuntimeException failure;

		private volatile boolean waits;

		private volatile boolean interrupted;

		private volatile Thread closedBy;

		private volatile long spinNanos;

		@Override
		public Object next() {
			this.pulled.incrementAndGet();
			if (this.failure != null) {
				throw this.failure;
			}
			if (this.spinNanos > 0) {
				long start = System.nanoTime();
				while (System.nanoTime() - start < this.spinNanos) {
					Thread.onSpinWait();
				}
				return "spun";
			}
			return (this.element != null) ? this.element : block();
		}

		private Object block() {
			try {
				this.waits = true;
				new CountDownLatch(1).await(25, TimeUnit.SECONDS);
				return null;
			}
			catch (InterruptedException ex) {
				this.interrupted = true;
				Thread.currentThread().interrupt();
				throw new IllegalStateException("interrupted", ex);
			}
		}

		@Override
		public void close() {
			this.closed.incrementAndGet();
			this.closedBy = Thread.currentThread();
		}

	}

}
