package io.github.rpcboot.call;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.rpcboot.RpcStatus;

/**
 * The streams that a server has open, which it ends when it stops: a stream may have no
 * end of its own. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class OpenStreams {

	private static final RpcFailure STOPPING = RpcFailure.answered(RpcStatus.UNAVAILABLE,
			"The provider is stopping, and has ended the stream. Another instance can be called at once.");

	private static final RpcFailure STOPPED = RpcFailure.refused(RpcStatus.UNAVAILABLE,
			"The provider is stopping, and begins no stream. Another instance can be called at once.");

	private final Set<Cancellation> open = ConcurrentHashMap.newKeySet();

	private volatile boolean ended;

	/** Makes a set of streams, none of which is open. */
	public OpenStreams() {
	}

	/**
	 * Handles a call with streams to its end, unless the streams have ended.
	 * @param stream tells of the end to whoever handles the call
	 * @param handling handles it, until nothing of it is left to do
	 * @return the reply; {@code unavailable} if the stream was ended here
	 */
	public RpcReply during(Cancellation stream, Supplier<RpcReply> handling) {
		if (!begin(stream)) {
			return RpcReply.failure(STOPPED);
		}
		boolean stopped = false;
		RpcReply reply;
		try {
			reply = handling.get();
		}
		finally {
			stopped = !this.open.remove(stream);
		}
		boolean broken = reply.failure() != null && reply.failure().status() == RpcStatus.CANCELED;
		return (stopped && broken) ? RpcReply.failure(STOPPING).withHeaders(reply.headers()) : reply;
	}

	private boolean begin(Cancellation stream) {
		this.open.add(stream);
		return !this.ended || !this.open.remove(stream);
	}

	/**
	 * Ends those that are open, whose callers learn that the provider is
	 * {@code unavailable}, and lets none begin from now on. Waits for none of them: what
	 * a bean does when its stream is canceled is its own affair, and may block.
	 */
	public void end() {
		this.ended = true;
		for (Cancellation stream : this.open) {
			if (this.open.remove(stream)) {
				stream.cancelApart();
			}
		}
	}

}
