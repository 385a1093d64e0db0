package io.github.rpcboot.resilience;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcReply;

/**
 * Bounds the calls in flight to one application, so that one that hangs does not take
 * every thread and connection of its callers.
 */
final class ClientLimit implements RpcInterceptor {

	private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

	private final String application;

	private final int most;

	private final String origin;

	private final Semaphore permits;

	private final RpcEvents events;

	ClientLimit(String application, int most, String origin, RpcEvents events) {
		this.application = application;
		this.most = most;
		this.origin = origin;
		this.permits = new Semaphore(most);
		this.events = events;
	}

	@Override
	public RpcReply intercept(RpcCall call, RpcHandler next) {
		try {
			if (!this.permits.tryAcquire() && !this.permits
				.tryAcquire(Math.min(LONGEST_WAIT, call.deadline().remainingNanos()), TimeUnit.NANOSECONDS)) {
				return refuse();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return RpcReply.failure(RpcFailure.over(RpcStatus.CANCELED, "The caller gave up.", false));
		}
		RpcReply reply = null;
		try {
			reply = next.handle(call);
		}
		finally {
			if (reply == null || reply.stream() == null) {
				this.permits.release();
			}
		}
		return (reply.stream() == null) ? reply : reply.whenEnded((end) -> this.permits.release());
	}

	private RpcReply refuse() {
		this.events.happened(RpcEvents.Kind.LIMIT_REACHED, this.application, null);
		return RpcReply.failure(RpcFailure.over(RpcStatus.RESOURCE_EXHAUSTED,
				this.most + " calls to '" + this.application
						+ "' are in flight, and none of them ended in time. Raise '" + this.origin + "', or call less.",
				false));
	}

	int inFlight() {
		return this.most - this.permits.availablePermits();
	}

}
