package io.github.rpcboot.benchmarks.streams;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Both ends of a stream that does not end: what the writer of this process has offered,
 * and where the reader of this process rests.
 */
public final class Endless {

	private static final int QUIET_SECONDS = 1;

	private static final int PATIENCE_SECONDS = 30;

	private static volatile Endless current = new Endless(0, false);

	private final AtomicLong offered = new AtomicLong();

	/** A permit for each offer. */
	private final Semaphore offers = new Semaphore(0);

	private final CountDownLatch taken = new CountDownLatch(1);

	/** Until the process ends. */
	private final CountDownLatch goOn = new CountDownLatch(1);

	private final long limit;

	private final boolean rests;

	private Endless(long limit, boolean rests) {
		this.limit = limit;
		this.rests = rests;
	}

	/**
	 * Begins anew.
	 * @param limit how many bytes are offered at most, by those who are not held
	 * @param rests whether a reader rests behind its first message
	 */
	static void begin(long limit, boolean rests) {
		current = new Endless(limit, rests);
	}

	/**
	 * What a writer offers: each text is an object of its own, made when it is asked for.
	 * @param size of each, in bytes
	 * @return texts, counted as they are taken
	 */
	public static Stream<String> offers(int size) {
		Endless now = current;
		return LongStream.range(0, now.limit / size).mapToObj((i) -> now.offer(size));
	}

	private String offer(int size) {
		this.offered.incrementAndGet();
		this.offers.release();
		return "x".repeat(size);
	}

	/**
	 * A reader has a message, and may have to rest for ever.
	 * @param text the message
	 * @return 1
	 */
	public static int took(String text) {
		if (text.isEmpty()) {
			throw new IllegalStateException("A chunk is empty.");
		}
		current.take();
		return 1;
	}

	private void take() {
		this.taken.countDown();
		try {
			if (this.rests) {
				this.goOn.await();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Waits until a reader has its first message. */
	static void awaitTaken() throws InterruptedException {
		if (!current.taken.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
			throw new IllegalStateException("No message came.");
		}
	}

	/**
	 * Waits until nothing was offered for a second, and tells how much was until then.
	 */
	static long awaitQuiet() throws InterruptedException {
		Endless now = current;
		while (now.offers.tryAcquire(QUIET_SECONDS, TimeUnit.SECONDS)) {
			now.offers.drainPermits();
		}
		return now.offered.get();
	}

}
