package io.github.rpcboot.provider;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import io.github.rpcboot.contract.MethodContract;

/**
 * Finds how many calls may run at a time: where more of them only take longer, there is a
 * queue somewhere behind. By Little's law the calls that do not queue are the limit
 * divided by the slowdown (as in TCP Vegas). A higher limit is a trial, taken back if it
 * makes calls slower, and tried again less and less often. The time without load, which
 * all is held against, is measured anew every now and then at half the limit.
 */
final class AdaptiveLimit implements IntSupplier {

	private static final int START = 10;

	private static final double NOISE = 1.05;

	private static final double TOO_SLOW = 1.2;

	private static final long SHORTEST_WINDOW = TimeUnit.MILLISECONDS.toNanos(100);

	private static final int LEAST_SAMPLES = 10;

	private static final long SOON = TimeUnit.SECONDS.toNanos(1);

	private static final long AT_LAST = TimeUnit.SECONDS.toNanos(10);

	private final int most;

	private final LongSupplier clock;

	private final HandlerTimes times = new HandlerTimes();

	private volatile int limit;

	private long windowStart;

	private long window = SHORTEST_WINDOW;

	private boolean saturated;

	/** Calls of this window began under another limit. */
	private boolean stale;

	/** The limit to go back to after a probe or a trial that fails, 0 in none. */
	private int before;

	private boolean probing;

	private double slowdownBefore;

	private long probeAt;

	private long growAt;

	private long pause = SOON;

	AdaptiveLimit(int most, LongSupplier clock) {
		this.most = most;
		this.clock = clock;
		this.limit = Math.min(START, most);
		this.windowStart = clock.getAsLong();
		this.growAt = this.windowStart;
		this.probeAt = this.windowStart + SOON;
	}

	@Override
	public int getAsInt() {
		return this.limit;
	}

	/**
	 * A call has succeeded.
	 * @param method its method
	 * @param nanos how long it took, without waiting
	 * @param inFlight how many run, this one included
	 */
	synchronized void answered(MethodContract method, long nanos, int inFlight) {
		this.times.add(method, nanos);
		this.saturated |= inFlight >= this.limit;
		long now = this.clock.getAsLong();
		if (now - this.windowStart >= this.window && this.times.samples() >= LEAST_SAMPLES) {
			this.window = Math.max(SHORTEST_WINDOW, 2 * this.times.mean());
			endWindow(now);
			this.windowStart = now;
			this.saturated = false;
		}
	}

	private void endWindow(long now) {
		if (this.stale) {
			this.stale = false;
			this.times.clear();
		}
		else if (this.probing) {
			endProbe(now);
		}
		else if (!this.saturated) {
			this.before = 0;
			this.times.learn();
		}
		else {
			adapt(now);
		}
	}

	private void adapt(long now) {
		double slowdown = this.times.slowdown();
		this.times.learn();
		if (this.before > 0 && slowdown >= NOISE) {
			takeBack(now);
			return;
		}
		if (this.before > 0) {
			this.before = 0;
			this.pause = SOON;
		}
		if (slowdown > TOO_SLOW) {
			change((int) Math.ceil(this.limit / slowdown));
		}
		else if (now - this.probeAt >= 0) {
			this.probing = true;
			this.slowdownBefore = slowdown;
			this.before = this.limit;
			change(this.limit / 2);
		}
		else if (slowdown < NOISE && this.limit < this.most && now - this.growAt >= 0) {
			this.before = this.limit;
			change(this.limit + Math.max(1, this.limit / 10));
		}
	}

	private void takeBack(long now) {
		change(this.before);
		this.before = 0;
		this.growAt = now + this.pause;
		this.pause = Math.min(AT_LAST, 2 * this.pause);
	}

	/** If calls queued at the whole limit, they may do so at half of it. */
	private void endProbe(long now) {
		boolean queued = this.times.slowdown() < this.slowdownBefore / NOISE;
		if (queued) {
			this.times.learn();
		}
		else {
			this.times.relearn();
		}
		change(this.before);
		this.before = 0;
		this.probing = false;
		this.probeAt = now + (queued ? SOON : AT_LAST);
	}

	private void change(int limit) {
		this.limit = Math.max(1, Math.min(this.most, limit));
		this.stale = true;
	}

}
