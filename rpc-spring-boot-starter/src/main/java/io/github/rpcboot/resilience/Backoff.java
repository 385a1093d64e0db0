package io.github.rpcboot.resilience;

import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

/**
 * The pause before a repeat: random up to 50 ms, doubled each time, up to a second. All
 * of it is random, so that callers that failed together do not come back together.
 */
final class Backoff {

	private static final int FIRST_MICROS = 50_000;

	private static final int LONGEST_MICROS = 1_000_000;

	private final IntUnaryOperator random;

	Backoff(IntUnaryOperator random) {
		this.random = random;
	}

	/**
	 * The pause.
	 * @param repeat 1 before the first repeat
	 * @return nanoseconds
	 */
	long nanos(int repeat) {
		int doublings = Math.min(repeat - 1, 5);
		int most = Math.min(LONGEST_MICROS, FIRST_MICROS << doublings);
		return TimeUnit.MICROSECONDS.toNanos(this.random.applyAsInt(most + 1));
	}

}
