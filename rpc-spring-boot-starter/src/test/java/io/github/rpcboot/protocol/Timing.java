package io.github.rpcboot.protocol;

import java.time.Duration;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * Measures how long something takes.
 */
public final class Timing {

	private static final int TRIES = 3;

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
	 * Measures again, up to three times, what took longer than it may. A busy machine
	 * only ever adds time, so one run in time proves that the code keeps it.
	 * @param bound the longest time
	 * @param action what to measure
	 * @return how long the last run took
	 */
	public static Duration timed(Duration bound, ThrowingCallable action) {
		Duration took = timed(action);
		for (int i = 1; i < TRIES && took.compareTo(bound) > 0; i++) {
			took = timed(action);
		}
		return took;
	}

}
