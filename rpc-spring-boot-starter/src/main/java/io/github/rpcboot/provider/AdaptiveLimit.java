package io.github.rpcboot.provider;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import io.github.rpcboot.contract.MethodContract;

/**
 * Finds how many calls may run at a time. Where more of them only take longer, there is a
 * queue somewhere behind, and what does not queue is the limit, divided by how much
 * longer they take (Little's law; as in TCP Vegas). Both directions are trials: a higher
 * limit is kept if calls take much less longer than a queue would make them, a lower one
 * if they become faster. So a machine that is slow for another reason does not move the
 * limit. Disturbances do not last, so of some windows of time the fastest counts; a
 * window is as long as it takes to know the mean of times that vary.
 */
final class AdaptiveLimit implements IntSupplier {

	private static final int START = 10;

	private static final double NOISE = 1.05;

	private static final double TOO_SLOW = 1.2;

	private static final long SHORTEST_WINDOW = TimeUnit.MILLISECONDS.toNanos(100);

	/** Nobody waits longer to know a mean better. */
	private static final long LONGEST_WINDOW = TimeUnit.MILLISECONDS.toNanos(500);

	/** Of the mean of a window, as a part of it. */
	private static final double MOST_ERROR = 0.05;

	private static final int LEAST_SAMPLES = 10;

	private static final int WINDOWS = 3;

	/** Fewer, since a lower limit costs calls. */
	private static final int WINDOWS_LOWER = 2;

	/** So many windows a lower limit lasts at most. */
	private static final int PATIENCE = 6;

	private final int most;

	private final LongSupplier clock;

	private final HandlerTimes times = new HandlerTimes();

	private volatile int limit;

	private long windowStart;

	private long window = SHORTEST_WINDOW;

	/** Calls of this window began under another limit. */
	private boolean stale;

	private Trial trial = Trial.NONE;

	/** Calls that began before do not count. */
	private long changedAt;

	/** The limit to go back to after a trial. */
	private volatile int proven;

	/** When a lower limit ends for want of answers; 0 if there is none. */
	private volatile long giveUpAt;

	/** The most calls that ran in this window. */
	private int peak;

	private int windows;

	/** The least slowdown at the proven limit, of the last windows. */
	private double lowest = Double.MAX_VALUE;

	private int step = 1;

	private final Pause higher;

	private final Pause lower;

	/** When calls are compared with those at a lower limit, however fast they are. */
	private long probeAt;

	AdaptiveLimit(int most, LongSupplier clock) {
		this.most = most;
		this.clock = clock;
		this.limit = Math.min(START, most);
		this.proven = this.limit;
		this.windowStart = clock.getAsLong();
		this.higher = new Pause(this.windowStart);
		this.lower = new Pause(this.windowStart);
		this.probeAt = this.windowStart + Pause.SHORTEST;
	}

	@Override
	public int getAsInt() {
		long end = this.giveUpAt;
		return (end != 0 && this.clock.getAsLong() - end >= 0) ? this.proven : this.limit;
	}

	/**
	 * A call has succeeded.
	 * @param method its method
	 * @param nanos how long it took, without waiting
	 * @param inFlight how many run, this one included
	 */
	synchronized void answered(MethodContract method, long nanos, int inFlight) {
		long now = this.clock.getAsLong();
		if (this.giveUpAt != 0 && now - this.giveUpAt >= 0) {
			endLower(now);
		}
		this.peak = Math.max(this.peak, inFlight);
		if (now - nanos - this.changedAt < 0) {
			return;
		}
		this.times.add(method, nanos);
		if (isKnown(now - this.windowStart)) {
			this.window = Math.max(SHORTEST_WINDOW, 2 * this.times.mean());
			endWindow(now);
			this.windowStart = now;
			this.peak = 0;
		}
	}

	/** The more the times differ, the more of them it takes to know their mean. */
	private boolean isKnown(long elapsed) {
		return elapsed >= this.window && this.times.samples() % LEAST_SAMPLES == 0
				&& (elapsed >= LONGEST_WINDOW || this.times.error() <= MOST_ERROR);
	}

	private void endWindow(long now) {
		if (this.stale) {
			this.stale = false;
			this.times.clear();
		}
		else if (this.peak < this.limit) {
			endUnsaturated(now);
		}
		else {
			switch (this.trial) {
				case NONE -> compare(now);
				case HIGHER -> judgeHigher(now);
				case LOWER -> judgeLower(now);
			}
		}
	}

	/**
	 * There are fewer calls than may run. As many as there were, and fast, are proven.
	 */
	private void endUnsaturated(long now) {
		if (this.trial == Trial.HIGHER) {
			if (this.peak > this.proven && isFast(this.peak)) {
				this.proven = this.peak;
			}
			this.step = 1;
			this.higher.extend(now, this.window);
		}
		this.times.learn();
		// A lower limit is tried under load that lasts, and not in every lull.
		change(this.proven, now);
	}

	/** Of a limit that is too high, all of the step would be a queue. */
	private boolean isFast(int limit) {
		double step = (double) limit / this.proven;
		return this.times.isKnown() && this.times.slowdown() < this.lowest * ((1 + step) / 2 + this.times.error());
	}

	private void compare(long now) {
		this.lowest = Math.min(this.lowest, Math.max(1, this.times.slowdown()));
		this.times.learn();
		if (++this.windows < WINDOWS) {
			return;
		}
		boolean slow = this.lowest > TOO_SLOW;
		if (now - this.probeAt >= 0 || (slow && this.lower.isOver(now))) {
			this.giveUpAt = now + Math.max(Pause.SHORTEST, PATIENCE * this.window);
			begin(Trial.LOWER, this.limit / 2, now);
		}
		else if (!slow && this.limit < this.most && this.higher.isOver(now)) {
			begin(Trial.HIGHER, this.limit + this.step, now);
		}
		else {
			startOver();
		}
	}

	private void judgeHigher(long now) {
		if (isFast(this.limit)) {
			this.lowest = Math.max(1, this.times.slowdown());
			this.times.learn();
			this.proven = this.limit;
			this.step = Math.max(1, Math.min(2 * this.step, this.limit / 2));
			this.higher.end(now);
			this.trial = Trial.NONE;
			this.windows = 1;
		}
		else if (++this.windows == WINDOWS) {
			this.step = Math.max(1, this.proven / 10);
			this.higher.extend(now, this.window);
			change(this.proven, now);
		}
		this.times.clear();
	}

	private void judgeLower(long now) {
		double gain = this.times.slowdown() / this.lowest;
		int queueless = Math.max(this.limit, (int) Math.round(this.proven * gain));
		if (this.times.isKnown() && gain < 1 / NOISE - 2 * this.times.error() && queueless < this.proven) {
			this.times.learn();
			lower(queueless, now);
		}
		else if (++this.windows == WINDOWS_LOWER) {
			this.times.relearn();
			endLower(now);
		}
		this.times.clear();
	}

	/** Half of a limit that is far too high may still be too high. */
	private void lower(int limit, long now) {
		this.proven = limit;
		this.step = 1;
		this.lower.end(now);
		this.higher.end(now);
		this.probeAt = now;
		change(limit, now);
	}

	/** A lower limit is of no use, or too few calls end to tell. */
	private void endLower(long now) {
		this.lower.extend(now, this.window);
		this.probeAt = now + Math.max(Pause.LONGEST, Pause.WINDOWS * this.window);
		change(this.proven, now);
	}

	private void begin(Trial trial, int limit, long now) {
		this.windows = 0;
		this.trial = trial;
		set(limit, now);
	}

	/** Ends any trial. */
	private void change(int limit, long now) {
		startOver();
		this.giveUpAt = 0;
		set(limit, now);
	}

	private void startOver() {
		this.trial = Trial.NONE;
		this.windows = 0;
		this.lowest = Double.MAX_VALUE;
	}

	private void set(int limit, long now) {
		int bounded = Math.max(1, Math.min(this.most, limit));
		if (bounded != this.limit) {
			this.stale = true;
			this.changedAt = now;
			this.limit = bounded;
		}
	}

	private enum Trial {

		NONE, HIGHER, LOWER

	}

	/** The time between trials: the more often they are in vain, the longer. */
	private static final class Pause {

		private static final long SHORTEST = TimeUnit.SECONDS.toNanos(1);

		private static final long LONGEST = TimeUnit.SECONDS.toNanos(10);

		/** So that trials take a small part of the time where calls are long. */
		private static final int WINDOWS = 20;

		private long over;

		private long length = SHORTEST;

		Pause(long over) {
			this.over = over;
		}

		boolean isOver(long now) {
			return now - this.over >= 0;
		}

		void end(long now) {
			this.over = now;
			this.length = SHORTEST;
		}

		void extend(long now, long window) {
			this.over = now + Math.max(this.length, WINDOWS * window);
			this.length = Math.min(LONGEST, 2 * this.length);
		}

	}

}
