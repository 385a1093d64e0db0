package io.github.rpcboot.resilience;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is known of one instance: calls in flight, and how long it is passed over after a
 * refused connection: 200 ms, times 1.6 each time, up to 30 s, give or take a fifth.
 */
final class InstanceState {

	static final int JITTER_STEPS = 401;

	private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(200);

	private static final long LONGEST = TimeUnit.SECONDS.toNanos(30);

	private final AtomicInteger inFlight = new AtomicInteger();

	private volatile long backOff;

	private volatile long notBefore;

	private volatile boolean probing;

	int inFlight() {
		return this.inFlight.get();
	}

	boolean isReady(long now) {
		return this.backOff == 0 || now - this.notBefore >= 0;
	}

	/** The first caller after a pause probes; others go on passing the instance over. */
	void started(long now) {
		this.inFlight.incrementAndGet();
		if (this.backOff > 0) {
			this.notBefore = now + this.backOff;
			this.probing = true;
		}
	}

	/**
	 * Calls that were refused at one moment are one refusal; a refused probe is the next.
	 */
	void finished(boolean refused, long now, int random) {
		this.inFlight.updateAndGet((count) -> Math.max(0, count - 1));
		if (!refused) {
			if (this.backOff > 0) {
				this.backOff = 0;
			}
			return;
		}
		if (this.backOff > 0 && !this.probing) {
			return;
		}
		this.probing = false;
		long next = (this.backOff == 0) ? FIRST : Math.min(LONGEST, this.backOff * 8 / 5);
		this.backOff = next;
		this.notBefore = now + next * (800 + random) / 1000;
	}

}
