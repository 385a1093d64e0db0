package io.github.rpcboot.resilience;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.rpcboot.contract.MethodContract;

/**
 * The longest that answers of a method took lately. Attempts of a method that is slow by
 * nature must not be cut short, or none of them would ever end.
 */
final class SlowMethods {

	/** Less than this fits into every attempt. */
	private static final long WORTH_KNOWING = TimeUnit.MILLISECONDS.toNanos(50);

	private static final long FORGET = TimeUnit.SECONDS.toNanos(60);

	private final LongSupplier clock;

	private final Map<MethodContract, Longest> longest = new ConcurrentHashMap<>();

	SlowMethods(LongSupplier clock) {
		this.clock = clock;
	}

	void answered(MethodContract method, long nanos) {
		if (nanos < WORTH_KNOWING) {
			return;
		}
		Longest known = this.longest.get(method);
		long now = this.clock.getAsLong();
		if (known == null || nanos >= known.nanos || now - known.at > FORGET) {
			this.longest.put(method, new Longest(nanos, now));
		}
	}

	/**
	 * A call ended by its deadline.
	 * @param method the method
	 * @param nanos how long the call took
	 * @param divided whether its time was divided: perhaps a whole one would do
	 */
	void ranOut(MethodContract method, long nanos, boolean divided) {
		if (divided) {
			this.longest.put(method, new Longest(nanos, this.clock.getAsLong()));
		}
		else {
			this.longest.remove(method);
		}
	}

	/**
	 * How long a method may take.
	 * @param method the method
	 * @return nanoseconds, 0 if that is not known
	 */
	long longest(MethodContract method) {
		Longest known = this.longest.get(method);
		return (known != null && this.clock.getAsLong() - known.at <= FORGET) ? known.nanos : 0;
	}

	private record Longest(long nanos, long at) {
	}

}
