package io.github.rpcboot.resilience;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How long the calls of one method take: the time that 95 % of the last ones did not
 * exceed. Unknown until there are enough.
 */
final class Latency {

	static final long UNKNOWN = -1;

	private static final int SAMPLES = 128;

	private static final int ENOUGH = 32;

	private static final int RENEW = 16;

	private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(5);

	private final long[] samples = new long[SAMPLES];

	private int count;

	private volatile long mostOfThem = UNKNOWN;

	synchronized void took(long nanos) {
		this.samples[this.count % SAMPLES] = nanos;
		this.count = (this.count == 2 * SAMPLES - 1) ? SAMPLES : this.count + 1;
		if (this.count >= ENOUGH && this.count % RENEW == 0) {
			long[] sorted = Arrays.copyOf(this.samples, Math.min(this.count, SAMPLES));
			Arrays.sort(sorted);
			this.mostOfThem = Math.max(LEAST, sorted[sorted.length * 95 / 100]);
		}
	}

	/**
	 * The 95th percentile.
	 * @return nanoseconds, at least 5 ms, or {@link #UNKNOWN}
	 */
	long mostOfThem() {
		return this.mostOfThem;
	}

}
