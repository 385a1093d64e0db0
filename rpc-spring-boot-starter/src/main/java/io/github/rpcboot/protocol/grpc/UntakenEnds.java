package io.github.rpcboot.protocol.grpc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.call.CallThreads;
import io.github.rpcboot.call.RpcTimer;
import io.github.rpcboot.contract.MethodContract;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Streams that are over here, and whose ends wait behind messages that their callers have
 * not taken yet. A server that stops waits for them too, for ever if nobody takes
 * anything: only a reset goes ahead of what is queued. Safe for use by many threads.
 */
final class UntakenEnds {

	/** Who reads takes an end within it. */
	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

	private static final Log logger = LogFactory.getLog(UntakenEnds.class);

	private final Map<WholeCall, MethodContract> open = new ConcurrentHashMap<>();

	private volatile boolean stopping;

	/** The end of a stream is about to be sent. */
	void add(@Nullable WholeCall call, MethodContract method) {
		if (call == null) {
			return;
		}
		this.open.put(call, method);
		call.onEnd(() -> this.open.remove(call));
		if (this.stopping) {
			RpcTimer.later(PATIENCE, () -> reset(call));
		}
	}

	/** From now on streams are reset whose ends are not taken in time. */
	void stop() {
		this.stopping = true;
		List<WholeCall> now = List.copyOf(this.open.keySet());
		RpcTimer.later(PATIENCE, () -> now.forEach(this::reset));
	}

	private void reset(WholeCall call) {
		MethodContract method = this.open.remove(call);
		if (method != null) {
			logger.info("The provider is stopping, and has reset a stream of " + method
					+ ", whose caller does not take the end of it.");
			CallThreads.apart(call::reset);
		}
	}

}
