package io.github.rpcboot.resilience;

import java.util.concurrent.TimeUnit;

/**
 * How long an instance is passed over after it could not be reached: 200 ms, times 1.6
 * each time, give or take a fifth. One caller at a time looks whether it is back. That
 * costs the caller time if nobody answers, so that the pause grows up to 30 s; a refusal
 * costs nothing, and an instance that restarts is missed: 2 s. Guarded by its instance.
 */
final class ConnectBackOff {

	static final int JITTER_STEPS = 401;

	private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(200);

	private static final long LONGEST = TimeUnit.SECONDS.toNanos(30);

	private static final long LONGEST_REFUSED = TimeUnit.SECONDS.toNanos(2);

	private volatile long length;

	private volatile long notBefore;

	private volatile boolean refused;

	private boolean probing;

	boolean isReady(long now) {
		return this.length == 0 || now - this.notBefore >= 0;
	}

	/** Whether the last one who looked was refused, and not kept waiting. */
	boolean wasRefused() {
		return this.refused;
	}

	boolean isCalm() {
		return this.length == 0;
	}

	/** The first caller after a pause probes; others go on passing the instance over. */
	void started(long now) {
		this.notBefore = now + this.length;
		this.probing = true;
	}

	/** The instance said at once that nobody is there. */
	void refused(long now, int random) {
		this.refused = true;
		failed(now, random, LONGEST_REFUSED);
	}

	/** A caller waited for the instance in vain. */
	void waited(long now, int random) {
		this.refused = false;
		failed(now, random, LONGEST);
	}

	/** What fails at one moment is one failure; a failed probe is the next. */
	private void failed(long now, int random, long longest) {
		if (this.length > 0 && !this.probing) {
			return;
		}
		this.probing = false;
		long next = (this.length == 0) ? FIRST : Math.min(longest, this.length * 8 / 5);
		this.notBefore = now + next * (800 + random) / 1000;
		this.length = next;
	}

	void reached() {
		this.length = 0;
		this.probing = false;
	}

}
