package io.github.rpcboot.call;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The moment by which a call is over, on a monotonic clock, and where it came from.
 * Immutable. It travels as the time that is left, never as a wall time.
 *
 * @since 0.1.0
 */
public final class Deadline {

	/** Half of what the clock can count. */
	private static final long UNBOUNDED = Long.MAX_VALUE / 2;

	private final LongSupplier clock;

	private final long expiresAt;

	private final long total;

	private final String origin;

	private final long inheritedTotal;

	private Deadline(LongSupplier clock, long expiresAt, long total, String origin, long inheritedTotal) {
		this.clock = clock;
		this.expiresAt = expiresAt;
		this.total = total;
		this.origin = origin;
		this.inheritedTotal = inheritedTotal;
	}

	/**
	 * Starts a deadline now.
	 * @param timeout the time until it expires
	 * @param origin where it came from, for example a configuration key
	 * @return a deadline
	 */
	public static Deadline after(Duration timeout, String origin) {
		return after(timeout, origin, System::nanoTime);
	}

	/**
	 * Starts a deadline on a clock of the caller's own, for tests.
	 * @param timeout the time until it expires
	 * @param origin where it came from
	 * @param nanoClock a monotonic clock in nanoseconds
	 * @return a deadline
	 */
	public static Deadline after(Duration timeout, String origin, LongSupplier nanoClock) {
		long nanos = timeout.toNanos();
		return new Deadline(nanoClock, nanoClock.getAsLong() + nanos, nanos, origin, 0);
	}

	/**
	 * The deadline of a stream that ends when its sides want it to. It is centuries away,
	 * so that nobody needs to ask.
	 * @return a deadline that is not {@link #isBounded()}
	 */
	public static Deadline unbounded() {
		LongSupplier clock = System::nanoTime;
		return new Deadline(clock, clock.getAsLong() + UNBOUNDED, UNBOUNDED, "nothing", 0);
	}

	/**
	 * Whether it ever expires.
	 * @return {@code false} for an {@link #unbounded()} one
	 */
	public boolean isBounded() {
		return this.total != UNBOUNDED;
	}

	/**
	 * The deadline of a call that is made for another one: the earlier of both.
	 * @param outer the deadline of the call that is being handled
	 * @param method the method that is being handled, for example {@code Orders/place}
	 * @return this deadline, or the outer one with its origin told
	 */
	public Deadline within(Deadline outer, String method) {
		if (outer.remainingNanos() >= remainingNanos()) {
			return this;
		}
		if (!outer.isBounded()) {
			return this;
		}
		return new Deadline(outer.clock, outer.expiresAt, Math.max(0, outer.remainingNanos()),
				"inherited from " + method, outer.total);
	}

	/**
	 * An earlier end for a part of this deadline: one attempt of a call.
	 * @param nanos the time until the part is over
	 * @return a deadline that is described as this one is
	 */
	public Deadline part(long nanos) {
		long end = this.clock.getAsLong() + nanos;
		if (end - this.expiresAt >= 0) {
			return this;
		}
		return isBounded() ? new Deadline(this.clock, end, this.total, this.origin, this.inheritedTotal)
				: new Deadline(this.clock, end, nanos, "the stream", 0);
	}

	/**
	 * Whether it is what another call had left.
	 * @return whether {@link #within} has shortened it
	 */
	public boolean isInherited() {
		return this.inheritedTotal > 0;
	}

	/**
	 * The time that is left.
	 * @return nanoseconds, negative once it has expired
	 */
	public long remainingNanos() {
		return this.expiresAt - this.clock.getAsLong();
	}

	/**
	 * The time that is left.
	 * @return whole milliseconds, never negative
	 */
	public long remainingMillis() {
		return Math.max(0, TimeUnit.NANOSECONDS.toMillis(remainingNanos()));
	}

	/**
	 * Whether no time is left.
	 * @return whether it has expired
	 */
	public boolean isExpired() {
		return remainingNanos() <= 0;
	}

	/**
	 * Where the deadline came from, with its amount.
	 * @return for example {@code 3 s from rpc.consumer.timeout}, or
	 * {@code inherited from Orders/place, 2.1 of 3 s left}
	 */
	public String describe() {
		if (this.inheritedTotal > 0) {
			return this.origin + ", " + seconds(this.total) + " of " + seconds(this.inheritedTotal) + " s left";
		}
		return isBounded() ? seconds(this.total) + " s from " + this.origin : "no deadline";
	}

	private static String seconds(long nanos) {
		String text = String.format(Locale.ROOT, "%.3f", nanos / 1e9);
		return text.replaceAll("\\.?0+$", "");
	}

	@Override
	public String toString() {
		return describe();
	}

}
