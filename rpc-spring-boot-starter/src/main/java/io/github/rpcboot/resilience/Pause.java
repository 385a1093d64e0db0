package io.github.rpcboot.resilience;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.call.Cancellation;

/** Waits on the caller's thread, which stays interruptible. */
@FunctionalInterface
interface Pause {

	/** Waits by the real clock. */
	Pause REAL = Pause::await;

	/**
	 * Waits.
	 * @param nanos how long
	 * @param cancellation ends the wait
	 * @return whether the whole time has passed
	 */
	boolean pause(long nanos, Cancellation cancellation);

	private static boolean await(long nanos, Cancellation cancellation) {
		CountDownLatch over = new CountDownLatch(1);
		Runnable end = over::countDown;
		cancellation.onCancel(end);
		try {
			return !over.await(nanos, TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			cancellation.remove(end);
		}
	}

}
