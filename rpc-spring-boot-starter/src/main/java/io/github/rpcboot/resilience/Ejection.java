package io.github.rpcboot.resilience;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether an instance fails too often to be used: five attempts in a row that broke or
 * could not be sent, or less than 80 % successes among at least 20 within ten seconds.
 * Then it is out for 5 s, twice as long each time, up to 300 s, and comes back by one
 * call. Guarded by its instance.
 */
final class Ejection {

	static final int JITTER_STEPS = 401;

	private static final int IN_A_ROW = 5;

	private static final int WINDOW_SECONDS = 10;

	private static final int LEAST_CALLS = 20;

	private static final int LEAST_PERCENT = 80;

	private static final long FIRST = TimeUnit.SECONDS.toNanos(5);

	private static final int MOST_DOUBLINGS = 6;

	private static final long LONGEST = TimeUnit.SECONDS.toNanos(300);

	/** After so long in use, earlier ejections are forgotten. */
	private static final long FORGET = TimeUnit.SECONDS.toNanos(60);

	private final SlidingCount successes;

	private final SlidingCount failures;

	private volatile int inARow;

	private int times;

	private volatile boolean out;

	private volatile boolean probing;

	private volatile long until;

	private long backSince;

	Ejection(LongSupplier clock) {
		this.successes = new SlidingCount(clock, WINDOW_SECONDS, TimeUnit.SECONDS.toNanos(1));
		this.failures = new SlidingCount(clock, WINDOW_SECONDS, TimeUnit.SECONDS.toNanos(1));
	}

	boolean isOut() {
		return this.out;
	}

	/** Out, and not to be tried: its time is not over, or somebody is trying. */
	boolean isClosed(long now) {
		return this.out && (this.probing || now - this.until < 0);
	}

	/** Whoever had no choice but to use it before its time is over does not probe. */
	void started(long now) {
		this.probing |= this.out && now - this.until >= 0;
	}

	/** An attempt that says nothing leaves the door as it was. */
	void said(boolean nothing) {
		if (nothing) {
			this.probing = false;
		}
	}

	void succeeded() {
		this.successes.increment();
		this.inARow = 0;
	}

	/**
	 * Whether it answered a call that was let in to see how it is. A call that was under
	 * way before says how it was.
	 */
	boolean readmit(long now) {
		if (!this.out || !this.probing) {
			return false;
		}
		this.out = false;
		this.probing = false;
		this.backSince = now;
		this.successes.clear();
		this.failures.clear();
		return true;
	}

	/**
	 * Counts a failure.
	 * @param countsInARow whether it counts among those in a row
	 * @return whether the instance should not be used any more
	 */
	boolean failed(boolean countsInARow) {
		this.failures.increment();
		if (countsInARow) {
			this.inARow = this.inARow + 1;
		}
		return this.inARow >= IN_A_ROW || isBelowTheRate();
	}

	/** A failure while it is out: that of a probe counts, a late one does not. */
	void failedAgain(long now, int random) {
		if (this.probing) {
			eject(now, random);
		}
	}

	private boolean isBelowTheRate() {
		long failed = this.failures.sum();
		long all = failed + this.successes.sum();
		return all >= LEAST_CALLS && (all - failed) * 100 < all * LEAST_PERCENT;
	}

	/** Lets the next one in that gets there. */
	void ejectUntilReached(long now) {
		if (!this.out && now - this.backSince > FORGET) {
			this.times = 0;
		}
		this.until = now;
		this.inARow = 0;
		this.probing = false;
		this.out = true;
	}

	void eject(long now, int random) {
		this.times = (!this.out && now - this.backSince > FORGET) ? 1 : this.times + 1;
		long length = Math.min(LONGEST, FIRST << Math.min(this.times - 1, MOST_DOUBLINGS));
		this.until = now + length * (800 + random) / 1000;
		this.inARow = 0;
		this.probing = false;
		this.out = true;
	}

}
