package io.github.rpcboot.resilience;

import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Runs blocking code of many callers in a time of its own: one of them at a time, and the
 * clock moves when all of them wait. The same seed gives the same run.
 */
final class VirtualTime implements LongSupplier, AutoCloseable {

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(null, task, "virtual-time", 128 * 1024);
		thread.setDaemon(true);
		return thread;
	});

	private final PriorityQueue<Event> events = new PriorityQueue<>();

	private final Semaphore idle = new Semaphore(0);

	private volatile long now = TimeUnit.HOURS.toNanos(1);

	private long numbers;

	private volatile Throwable failure;

	@Override
	public long getAsLong() {
		return this.now;
	}

	/** Starts a caller at a time from now. */
	void after(long nanos, Runnable caller) {
		add(nanos, () -> this.threads.execute(() -> {
			try {
				caller.run();
			}
			catch (Throwable ex) {
				this.failure = ex;
			}
			finally {
				this.idle.release();
			}
		}));
	}

	private synchronized void add(long nanos, Runnable action) {
		this.events.add(new Event(this.now + nanos, this.numbers++, action));
	}

	/** Waits, as one of the callers. */
	void sleep(long nanos) {
		Semaphore awake = new Semaphore(0);
		add(nanos, awake::release);
		this.idle.release();
		awake.acquireUninterruptibly();
	}

	/** Until nobody has anything to do any more. */
	void run() {
		Event next = poll();
		while (next != null && this.failure == null) {
			this.now = next.time;
			next.action.run();
			this.idle.acquireUninterruptibly();
			next = poll();
		}
		if (this.failure != null) {
			throw new AssertionError("A caller failed", this.failure);
		}
	}

	private synchronized Event poll() {
		return this.events.poll();
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	private record Event(long time, long number, Runnable action) implements Comparable<Event> {

		@Override
		public int compareTo(Event other) {
			return (this.time != other.time) ? Long.compare(this.time, other.time)
					: Long.compare(this.number, other.number);
		}

	}

}
