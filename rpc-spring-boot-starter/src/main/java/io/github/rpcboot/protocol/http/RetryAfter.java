package io.github.rpcboot.protocol.http;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The provider's wish when to try again: gRPC's push-back in milliseconds, of which a
 * negative one forbids it, or HTTP's {@code Retry-After} in seconds (RFC 9110, section
 * 10.2.3). A date says nothing to a caller whose clock may differ.
 */
final class RetryAfter {

	private static final String PUSHBACK = "grpc-retry-pushback-ms";

	private static final int MOST_DIGITS = 10;

	private RetryAfter() {
	}

	static @Nullable Duration of(HttpEngine.Answer answer) {
		String pushback = answer.header(PUSHBACK);
		if (pushback != null) {
			// What cannot be read forbids it, as in gRPC.
			return isNumber(pushback.strip()) ? Duration.ofMillis(Long.parseLong(pushback.strip()))
					: Duration.ofMillis(-1);
		}
		String seconds = answer.header(ConnectProtocol.RETRY_AFTER);
		return (seconds != null && isNumber(seconds.strip())) ? Duration.ofSeconds(Long.parseLong(seconds.strip()))
				: null;
	}

	private static boolean isNumber(String text) {
		return !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch((c) -> c >= '0' && c <= '9');
	}

}
