package io.github.rpcboot.protocol.grpc;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.Deadline;
import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * Sees how far a call came: whether there was a connection for it, whether its head was
 * written, and whether the server itself ended it. A status tells nothing of that.
 */
final class StreamTrace extends ClientStreamTracer {

	private final @Nullable Deadline deadline;

	private volatile boolean created;

	private volatile boolean written;

	private volatile boolean answered;

	StreamTrace() {
		this(null);
	}

	/**
	 * Sees one call.
	 * @param deadline what the exchange itself ends the call by
	 */
	StreamTrace(@Nullable Deadline deadline) {
		this.deadline = deadline;
	}

	/** Whether an exchange of ours ends the call of these options by that deadline. */
	static boolean ends(CallOptions options, Deadline deadline) {
		for (ClientStreamTracer.Factory factory : options.getStreamTracerFactories()) {
			if (factory instanceof Factory ours && ours.trace.deadline == deadline) {
				return true;
			}
		}
		return false;
	}

	/** The factory of call options, which makes one tracer for each stream. */
	ClientStreamTracer.Factory factory() {
		return new Factory(this);
	}

	@Override
	public void streamCreated(Attributes transport, Metadata headers) {
		this.created = true;
	}

	@Override
	public void outboundHeaders() {
		this.written = true;
	}

	@Override
	public void inboundTrailers(Metadata trailers) {
		this.answered = true;
	}

	/** From here on something of the call may be written at any moment. */
	boolean isCreated() {
		return this.created;
	}

	/**
	 * Whether the head was written. Told once it is, so that it proves nothing about a
	 * stream that was canceled on this side.
	 */
	boolean isWritten() {
		return this.written;
	}

	/** Whether the trailers have come from the server, and the status in them. */
	boolean isAnswered() {
		return this.answered;
	}

	private static final class Factory extends ClientStreamTracer.Factory {

		private final StreamTrace trace;

		Factory(StreamTrace trace) {
			this.trace = trace;
		}

		@Override
		public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
			return this.trace;
		}

	}

}
