package io.github.rpcboot.provider;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import io.github.rpcboot.contract.MethodContract;

/**
 * Finds how many calls may run at a time. Where more of them only take longer, there is a
 * queue somewhere behind, and what does not queue is the limit, divided by how much
 * longer they take (Little's law; as in TCP Vegas). Both directions are trials: a higher
 * limit is kept if calls take the same time, a lower one if they become faster. So a
 * machine that is slow for another reason does not move the limit. Noise makes calls
 * slower, never faster, and not for long: of some windows of time the fastest counts. A
 * window is as long as it takes to know the mean of times that vary.
 */
final class AdaptiveLimit implements IntSupplier {

	private static final int START = 10;

	private static final double NOISE = 1.05;

	private static final double TOO_SLOW = 1.2;

	private static final long SHORTEST_WINDOW = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long LONGEST_WINDOW = TimeUnit.MILLISECONDS.toNanos(500);

	/** Of the mean of a window, as a part of it. */
	private static final double MOST_ERROR = 0.05;

	private static final int LEAST_SAMPLES = 10;

	private static final int WINDOWS = 3;

	/** Fewer, since a lower limit costs calls. */
	private static final int WINDOWS_LOWER = 2;

	private final int most;

	private final LongSupplier clock;

	private final HandlerTimes times = new HandlerTimes();

	private volatile int limit;

	private long windowStart;

	private long window = SHORTEST_WINDOW;

	private boolean saturated;

	/** Calls of this window began under another limit. */
	private boolean stale;

	private Trial trial = Trial.NONE;

	/** The limit to go back to after a trial. */
	private int proven;

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
		if (isKnown(now - this.windowStart)) {
			this.window = Math.max(SHORTEST_WINDOW, 2 * this.times.mean());
			endWindow(now);
			this.windowStart = now;
			this.saturated = false;
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
		else if (!this.saturated) {
			this.times.learn();
			change(this.proven);
		}
		else {
			switch (this.trial) {
				case NONE -> compare(now);
				case HIGHER -> judgeHigher(now);
				case LOWER -> judgeLower(now);
			}
		}
	}

	private void compare(long now) {
		this.lowest = Math.min(this.lowest, Math.max(1, this.times.slowdown()));
		this.times.learn();
		if (++this.windows < WINDOWS) {
			return;
		}
		boolean slow = this.lowest > TOO_SLOW;
		if (now - this.probeAt >= 0 || (slow && this.lower.isOver(now))) {
			begin(Trial.LOWER, Math.min(this.limit / 2, (int) Math.ceil(this.limit / this.lowest)));
		}
		else if (!slow && this.limit < this.most && this.higher.isOver(now)) {
			begin(Trial.HIGHER, this.limit + this.step);
		}
		else {
			startOver();
		}
	}

	/** Of a limit that is too high, all of the step would be a queue. */
	private void judgeHigher(long now) {
		double step = (double) this.limit / this.proven;
		double slowdown = this.times.slowdown();
		if (slowdown < this.lowest * ((1 + step) / 2 + this.times.error())) {
			this.times.learn();
			this.proven = this.limit;
			this.step = Math.max(1, Math.min(2 * this.step, this.limit / 2));
			this.higher.end(now);
			this.trial = Trial.NONE;
			this.lowest = Math.max(1, slowdown);
			this.windows = 1;
		}
		else if (++this.windows == WINDOWS) {
			this.step = Math.max(1, this.proven / 10);
			this.higher.extend(now);
			change(this.proven);
		}
		this.times.clear();
	}

	private void judgeLower(long now) {
		double gain = this.times.slowdown() / this.lowest;
		int queueless = Math.max(this.limit, (int) Math.round(this.proven * gain));
		if (gain < 1 / NOISE - 2 * this.times.error() && queueless < this.proven) {
			this.times.learn();
			lower(queueless, now);
		}
		else if (++this.windows == WINDOWS_LOWER) {
			this.times.relearn();
			this.lower.extend(now);
			this.probeAt = now + Pause.LONGEST;
			change(this.proven);
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
		change(limit);
	}

	private void begin(Trial trial, int limit) {
		this.windows = 0;
		this.trial = trial;
		set(limit);
	}

	/** Ends any trial. */
	private void change(int limit) {
		startOver();
		set(limit);
	}

	private void startOver() {
		this.trial = Trial.NONE;
		this.windows = 0;
		this.lowest = Double.MAX_VALUE;
	}

	private void set(int limit) {
		int bounded = Math.max(1, Math.min(this.most, limit));
		this.stale = bounded != this.limit;
		this.limit = bounded;
	}

	private enum Trial {

		NONE, HIGHER, LOWER

	}

	/** The time between trials: the more often they are in vain, the longer. */
	private static final class Pause {

		private static final long SHORTEST = TimeUnit.SECONDS.toNanos(1);

		private static final long LONGEST = TimeUnit.SECONDS.toNanos(10);

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

		void extend(long now) {
			this.over = now + this.length;
			this.length = Math.min(LONGEST, 2 * this.length);
		}

	}

}
