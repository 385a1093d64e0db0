package io.github.rpcboot.resilience;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many repeats an application is worth: a share of the calls of the last ten seconds,
 * and three a second in any case. It keeps repeats from adding to what broke a provider.
 */
final class RetryBudget {

	private static final int SECONDS = 10;

	private static final long LEAST_PER_SECOND = 3;

	private final double ratio;

	private final SlidingCount calls;

	private final SlidingCount repeats;

	RetryBudget(double ratio, LongSupplier clock) {
		this.ratio = ratio;
		this.calls = new SlidingCount(clock, SECONDS, TimeUnit.SECONDS.toNanos(1));
		this.repeats = new SlidingCount(clock, SECONDS, TimeUnit.SECONDS.toNanos(1));
	}

	/** Whether nothing that costs is ever repeated. */
	boolean isOff() {
		return this.ratio == 0;
	}

	/** Every call pays in. */
	void deposit() {
		this.calls.increment();
	}

	/** A repeat takes out, or is not made. */
	synchronized boolean withdraw() {
		double balance = SECONDS * LEAST_PER_SECOND + this.ratio * this.calls.sum() - this.repeats.sum();
		if (isOff() || balance < 1) {
			return false;
		}
		this.repeats.increment();
		return true;
	}

}
