package io.github.rpcboot.resilience;

import java.util.concurrent.TimeUnit;

/**
 * How long an instance is passed over after it could not be reached: 200 ms, times 1.6
 * each time, up to 30 s, give or take a fifth. One caller at a time looks whether it is
 * back. Guarded by its instance.
 */
final class ConnectBackOff {

	static final int JITTER_STEPS = 401;

	private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(200);

	private static final long LONGEST = TimeUnit.SECONDS.toNanos(30);

	private volatile long length;

	private volatile long notBefore;

	private boolean probing;

	boolean isReady(long now) {
		return this.length == 0 || now - this.notBefore >= 0;
	}

	boolean isCalm() {
		return this.length == 0;
	}

	/** The first caller after a pause probes; others go on passing the instance over. */
	void started(long now) {
		this.notBefore = now + this.length;
		this.probing = true;
	}

	/** What fails at one moment is one failure; a failed probe is the next. */
	void failed(long now, int random) {
		if (this.length > 0 && !this.probing) {
			return;
		}
		this.probing = false;
		long next = (this.length == 0) ? FIRST : Math.min(LONGEST, this.length * 8 / 5);
		this.notBefore = now + next * (800 + random) / 1000;
		this.length = next;
	}

	void reached() {
		this.length = 0;
		this.probing = false;
	}

}
