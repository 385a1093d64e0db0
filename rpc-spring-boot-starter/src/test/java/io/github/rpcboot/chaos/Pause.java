package io.github.rpcboot.chaos;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Time that a handler or a schedule lets pass. A test never waits this way: it waits on a
 * condition.
 */
public final class Pause {

	private Pause() {
	}

	/**
	 * Lets time pass.
	 * @param time how much
	 */
	public static void of(Duration time) {
		until(System.nanoTime() + time.toNanos());
	}

	/**
	 * Lets time pass.
	 * @param nanoTime up to this moment of {@link System#nanoTime()}
	 */
	public static void until(long nanoTime) {
		long left = nanoTime - System.nanoTime();
		while (left > 0 && !Thread.currentThread().isInterrupted()) {
			LockSupport.parkNanos(left);
			left = nanoTime - System.nanoTime();
		}
	}

}
