package io.github.rpcboot.resilience;

import java.util.function.IntUnaryOperator;

/**
 * A new instance is cold. It gets a tenth of its share at first, and all of it when the
 * time is over, counted from its first sight on a monotonic clock.
 */
final class SlowStart {

	private static final int STEPS = 1000;

	private static final int FIRST_SHARE = STEPS / 10;

	private final long nanos;

	private final IntUnaryOperator random;

	SlowStart(long nanos, IntUnaryOperator random) {
		this.nanos = nanos;
		this.random = random;
	}

	boolean admits(Instance instance, long now) {
		if (!instance.warming() || this.nanos == 0) {
			return true;
		}
		long age = instance.state().age(now);
		return age >= this.nanos || this.random.applyAsInt(STEPS) < Math.max(FIRST_SHARE, share(age));
	}

	/** In steps, and shifted, so that the longest time does not overflow. */
	private long share(long age) {
		return STEPS * (age >> 10) / Math.max(1, this.nanos >> 10);
	}

}
