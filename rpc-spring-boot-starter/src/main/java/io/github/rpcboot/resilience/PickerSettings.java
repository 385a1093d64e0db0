package io.github.rpcboot.resilience;

import java.time.Duration;

/**
 * How instances are chosen.
 *
 * @param roundRobin whether one after the other is taken, instead of the less busy one of
 * two random ones
 * @param slowStart the time in which a new instance gets its whole share; zero turns this
 * off
 * @param ejection whether an instance that fails too often is passed over for a while
 * @since 0.1.0
 */
public record PickerSettings(boolean roundRobin, Duration slowStart, boolean ejection) {

	/** Two random choices, 10 s of slow start, ejection. */
	public static final PickerSettings DEFAULT = new PickerSettings(false, Duration.ofSeconds(10), true);

}
