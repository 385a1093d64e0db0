package io.github.rpcboot.protocol.grpc;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/**
 * Sees how far a call came: whether there was a connection for it, whether its head was
 * written, and whether the server itself ended it. A status tells nothing of that.
 */
final class StreamTrace extends ClientStreamTracer {

	private volatile boolean created;

	private volatile boolean written;

	private volatile boolean answered;

	/** The factory of call options, which makes one tracer for each stream. */
	ClientStreamTracer.Factory factory() {
		return new ClientStreamTracer.Factory() {

			@Override
			public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
				return StreamTrace.this;
			}

		};
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

}
