package io.github.rpcboot.chaos;

import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How long this JVM could not run, because of the machine or the garbage collector:
 * threads that want to wake up every 5 ms write down where they were late. There are as
 * many as processors, since one that stands still holds up what waits for it. No product
 * can return a call in a time in which nothing runs.
 */
final class Stalls implements AutoCloseable {

	private static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);

	private static final long WORTH_TELLING = TimeUnit.MILLISECONDS.toNanos(5);

	private static final int KEPT = 100_000;

	private final Queue<Span> late = new ConcurrentLinkedQueue<>();

	private final AtomicInteger kept = new AtomicInteger();

	/** When each thread wants to wake up next. */
	private final AtomicLongArray due = new AtomicLongArray(Runtime.getRuntime().availableProcessors());

	private volatile boolean closed;

	Stalls() {
		for (int i = 0; i < this.due.length(); i++) {
			int ticker = i;
			this.due.set(ticker, System.nanoTime() + TICK);
			Thread thread = new Thread(() -> tick(ticker), "stalls-" + ticker);
			thread.setDaemon(true);
			thread.setPriority(Thread.MAX_PRIORITY);
			thread.start();
		}
	}

	/** Whoever sees when it is due next finds in the queue how late it was. */
	private void tick(int ticker) {
		while (!this.closed) {
			long due = this.due.get(ticker);
			Pause.until(due);
			long now = System.nanoTime();
			if (now - due > WORTH_TELLING) {
				remember(new Span(due, now));
			}
			this.due.set(ticker, now + TICK);
		}
	}

	private void remember(Span span) {
		this.late.add(span);
		if (this.kept.incrementAndGet() > KEPT) {
			this.late.poll();
		}
	}

	/** How much of a span of time was lost; spans of different threads may overlap. */
	long nanosBetween(long from, long to) {
		long sum = 0;
		long end = from;
		for (Span one : lost(from, to)) {
			long begin = Math.max(one.from, end);
			end = Math.max(end, Math.min(one.to, to));
			sum += end - begin;
		}
		return sum;
	}

	/**
	 * After a stall the caller may be awake before the threads are, which have written
	 * nothing down then. What they are late by is looked at first, so that nothing is
	 * missed between both.
	 */
	private List<Span> lost(long from, long to) {
		List<Span> overdue = IntStream.range(0, this.due.length())
			.mapToObj((ticker) -> new Span(this.due.get(ticker), to))
			.filter((one) -> !this.closed && one.to - one.from > WORTH_TELLING)
			.toList();
		return Stream.concat(overdue.stream(), this.late.stream())
			.filter((one) -> one.to > from && one.from < to)
			.sorted(Comparator.comparingLong(Span::from))
			.toList();
	}

	@Override
	public void close() {
		this.closed = true;
	}

	private record Span(long from, long to) {
	}

}
