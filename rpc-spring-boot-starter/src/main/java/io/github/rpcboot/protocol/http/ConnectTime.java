package io.github.rpcboot.protocol.http;

import io.github.rpcboot.call.Deadline;

/** How long a connection is waited for: half of a short deadline is left for another. */
final class ConnectTime {

	private static final long LONGEST_MILLIS = 500;

	private ConnectTime() {
	}

	static int millis(Deadline deadline) {
		return (int) Math.min(LONGEST_MILLIS, Math.max(1, deadline.remainingMillis() / 2));
	}

}
