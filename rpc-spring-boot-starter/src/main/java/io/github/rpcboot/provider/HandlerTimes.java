package io.github.rpcboot.provider;

import java.util.HashMap;
import java.util.Map;

import io.github.rpcboot.contract.MethodContract;

/**
 * How long methods take in a window of time, against the shortest that they took in
 * another. Each method is held against itself only, since a slow method is no sign of
 * load. Not safe for use by many threads.
 */
final class HandlerTimes {

	/** Fewer say too little. */
	private static final int LEAST_SAMPLES = 5;

	private final Map<MethodContract, Times> methods = new HashMap<>();

	private int samples;

	private long total;

	void add(MethodContract method, long nanos) {
		Times times = this.methods.computeIfAbsent(method, (key) -> new Times());
		times.samples++;
		times.total += nanos;
		times.squares += (double) nanos * nanos;
		this.samples++;
		this.total += nanos;
	}

	int samples() {
		return this.samples;
	}

	long mean() {
		return (this.samples > 0) ? this.total / this.samples : 0;
	}

	/** The standard error of the mean, as a part of it: methods may differ, calls not. */
	double error() {
		double variance = 0;
		for (Times times : this.methods.values()) {
			variance += times.variance();
		}
		return Math.sqrt(variance) / Math.max(1, this.total);
	}

	/** Whether most of the time belongs to methods of which a shortest time is known. */
	boolean isKnown() {
		long known = 0;
		for (Times times : this.methods.values()) {
			known += (times.best > 0) ? times.total : 0;
		}
		return 2 * known > this.total;
	}

	/** How many times longer than at its best: 1 where nothing is known. */
	double slowdown() {
		double measured = 0;
		double best = 0;
		for (Times times : this.methods.values()) {
			if (times.best > 0) {
				measured += times.total;
				best += times.best * times.samples;
			}
		}
		return (best > 0) ? measured / best : 1;
	}

	/** Ends the window. */
	void learn() {
		this.methods.values().forEach((times) -> times.learn(false));
		clear();
	}

	/** Ends a window that is known to be without load, and forgets all shorter times. */
	void relearn() {
		this.methods.values().forEach((times) -> times.learn(true));
		clear();
	}

	/** Ends the window without a lesson. */
	void clear() {
		this.methods.values().forEach(Times::clear);
		this.samples = 0;
		this.total = 0;
	}

	private static final class Times {

		private int samples;

		private long total;

		private double squares;

		/** Of earlier windows, if they were too few. */
		private int samplesBefore;

		private long totalBefore;

		private double best;

		/** Of the sum of all samples; one alone tells nothing. */
		private double variance() {
			if (this.samples < 2) {
				return this.squares;
			}
			double differences = this.squares - (double) this.total * this.total / this.samples;
			return Math.max(0, differences) * this.samples / (this.samples - 1);
		}

		private void learn(boolean forget) {
			if (forget) {
				this.best = 0;
				this.samplesBefore = 0;
				this.totalBefore = 0;
			}
			this.samplesBefore += this.samples;
			this.totalBefore += this.total;
			if (this.samplesBefore >= LEAST_SAMPLES) {
				double mean = (double) this.totalBefore / this.samplesBefore;
				this.best = (this.best == 0) ? mean : Math.min(this.best, mean);
				this.samplesBefore = 0;
				this.totalBefore = 0;
			}
		}

		private void clear() {
			this.samples = 0;
			this.total = 0;
			this.squares = 0;
		}

	}

}
