package io.github.rpcboot.resilience;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A monotonic clock that a test moves. It starts shortly before the largest number, so
 * that every test also proves that nothing compares two times without subtracting them.
 */
final class ManualClock implements LongSupplier {

	private volatile long now = Long.MAX_VALUE - Duration.ofMillis(700).toNanos();

	@Override
	public long getAsLong() {
		return this.now;
	}

	void pass(long millis) {
		this.now += Duration.ofMillis(millis).toNanos();
	}

	void passNanos(long nanos) {
		this.now += nanos;
	}

}
