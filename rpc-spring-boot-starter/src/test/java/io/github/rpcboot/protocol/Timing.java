package io.github.rpcboot.protocol;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.awaitility.Awaitility.await;

/**
 * Measures how long something takes.
 */
public final class Timing {

	private static final int TRIES = 3;

	/** The 50 ms behind a deadline are little for a busy machine. */
	private static final int TRIES_OF_WHOLE_CALLS = 5;

	private Timing() {
	}

	/**
	 * Measures once.
	 * @param action what to measure
	 * @return how long it took
	 */
	public static Duration timed(ThrowingCallable action) {
		long start = System.nanoTime();
		try {
			action.call();
		}
		catch (Throwable ex) {
			throw new AssertionError(ex);
		}
		return Duration.ofNanos(System.nanoTime() - start);
	}

	/**
	 * Measures again, up to five times, what took longer than it may. A busy machine only
	 * ever adds time, so one run in time proves that the code keeps it.
	 * @param bound the longest time
	 * @param action what to measure
	 * @return how long the last run took
	 */
	public static Duration timed(Duration bound, ThrowingCallable action) {
		Duration took = timed(action);
		for (int i = 1; i < TRIES_OF_WHOLE_CALLS && took.compareTo(bound) > 0; i++) {
			took = timed(action);
		}
		return took;
	}

	/**
	 * Has something within a call measured up to three times, until it keeps its time. A
	 * busy machine only ever adds time, so one run in time proves that the code keeps it.
	 * @param bound what it must stay below
	 * @param run one run, with a call of its own, which returns how long it took
	 * @return how long the quickest run took
	 */
	public static Duration best(Duration bound, Callable<Duration> run) {
		Duration best = run(run);
		for (int i = 1; i < TRIES && best.compareTo(bound) >= 0; i++) {
			Duration took = run(run);
			best = (took.compareTo(best) < 0) ? took : best;
		}
		return best;
	}

	private static Duration run(Callable<Duration> run) {
		try {
			return run.call();
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * Waits until for half a second nothing more was counted.
	 * @param counter what is counted, which has begun when there is one
	 * @return how many there are
	 */
	public static int atRest(IntSupplier counter) {
		AtomicInteger last = new AtomicInteger();
		AtomicLong since = new AtomicLong();
		await().atMost(Duration.ofSeconds(20)).until(() -> {
			int now = counter.getAsInt();
			if (now != last.getAndSet(now)) {
				since.set(System.nanoTime());
			}
			return now > 0 && System.nanoTime() - since.get() > TimeUnit.MILLISECONDS.toNanos(500);
		});
		return last.get();
	}

}
