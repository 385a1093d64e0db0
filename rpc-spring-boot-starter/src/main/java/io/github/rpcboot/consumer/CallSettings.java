package io.github.rpcboot.consumer;

import java.time.Duration;

/**
 * What the configuration says of the calls of one method, resolved at start-up.
 *
 * @param timeout the deadline of a whole call
 * @param timeoutOrigin the configuration key that it comes from
 * @since 0.1.0
 */
public record CallSettings(Duration timeout, String timeoutOrigin) {

}
