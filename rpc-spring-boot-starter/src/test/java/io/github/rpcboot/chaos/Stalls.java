package io.github.rpcboot.chaos;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * How long this JVM could not run, because of the machine or the garbage collector: a
 * thread that wants to wake up every 5 ms writes down where it was late. No product can
 * return a call in a time in which nothing runs.
 */
final class Stalls implements AutoCloseable {

	private static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);

	private static final long WORTH_TELLING = TimeUnit.MILLISECONDS.toNanos(2);

	private static final int KEPT = 100_000;

	private final Deque<long[]> late = new ArrayDeque<>();

	private volatile boolean closed;

	Stalls() {
		Thread thread = new Thread(this::tick, "stalls");
		thread.setDaemon(true);
		thread.setPriority(Thread.MAX_PRIORITY);
		thread.start();
	}

	private void tick() {
		while (!this.closed) {
			long due = System.nanoTime() + TICK;
			Pause.until(due);
			long now = System.nanoTime();
			if (now - due > WORTH_TELLING) {
				remember(due, now);
			}
		}
	}

	private synchronized void remember(long from, long to) {
		this.late.addLast(new long[] { from, to });
		if (this.late.size() > KEPT) {
			this.late.removeFirst();
		}
	}

	/** How much of a span of time was lost. */
	synchronized long nanosBetween(long from, long to) {
		long sum = 0;
		for (long[] one : this.late) {
			long overlap = Math.min(to, one[1]) - Math.max(from, one[0]);
			sum += Math.max(0, overlap);
		}
		return sum;
	}

	@Override
	public void close() {
		this.closed = true;
	}

}
