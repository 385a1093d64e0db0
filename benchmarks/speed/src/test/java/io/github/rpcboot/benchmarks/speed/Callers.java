package io.github.rpcboot.benchmarks.speed;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/** Callers in a closed loop: each sends the next call when it has the answer. */
final class Callers {

	private static final long LONGEST_NANOS = 60_000_000_000L;

	private static final int DIGITS = 2;

	private final Shop shop;

	private final Operation operation;

	private final CountDownLatch go = new CountDownLatch(1);

	private final List<Caller> callers = new ArrayList<>();

	private volatile boolean over;

	Callers(Shop shop, Operation operation) {
		this.shop = shop;
		this.operation = operation;
	}

	Measurement run(int count, boolean virtual, long millis) throws Exception {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Caller caller = new Caller();
			this.callers.add(caller);
			threads.add(start(caller, virtual));
		}
		long cpu = Usage.cpuNanos();
		long bytes = Usage.allocatedBytes();
		long started = System.nanoTime();
		this.go.countDown();
		new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
		long nanos = System.nanoTime() - started;
		// The threads live, so that what they allocated is counted on every JDK.
		long allocated = Usage.allocatedBytes() - bytes;
		long used = Usage.cpuNanos() - cpu;
		long calls = this.callers.stream().mapToLong((caller) -> caller.calls).sum();
		this.over = true;
		for (Thread thread : threads) {
			thread.join();
		}
		return Measurement.of(calls, nanos, used, allocated, this.callers);
	}

	private static Thread start(Runnable task, boolean virtual) throws ReflectiveOperationException {
		if (virtual) {
			Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
			return (Thread) start.invoke(null, task);
		}
		Thread thread = new Thread(task);
		thread.start();
		return thread;
	}

	/** One caller. */
	final class Caller implements Runnable {

		private final Histogram times = new Histogram(LONGEST_NANOS, DIGITS);

		private volatile long calls;

		private long errors;

		private String error = "";

		@Override
		public void run() {
			try {
				Callers.this.go.await();
			}
			catch (InterruptedException ex) {
				return;
			}
			while (!Callers.this.over) {
				call();
			}
		}

		private void call() {
			long started = System.nanoTime();
			try {
				Callers.this.operation.call(Callers.this.shop);
				this.times.recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - started));
				this.calls = this.calls + 1;
			}
			catch (RuntimeException | Error ex) {
				this.errors++;
				this.error = String.valueOf(ex);
			}
		}

		Histogram times() {
			return this.times;
		}

		long errors() {
			return this.errors;
		}

		String error() {
			return this.error;
		}

	}

}
