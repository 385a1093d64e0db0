package io.github.rpcboot.protocol;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * When something happens in a call, the first time. Each call has its own, so that what
 * one hears late is not taken for what the next one hears.
 */
final class Moment {

	private final CountDownLatch come = new CountDownLatch(1);

	private long at;

	synchronized void come() {
		if (this.come.getCount() > 0) {
			this.at = System.nanoTime();
			this.come.countDown();
		}
	}

	boolean await() throws InterruptedException {
		return this.come.await(5, TimeUnit.SECONDS);
	}

	synchronized long at() {
		return this.at;
	}

}
