package io.github.rpcboot.consumer;

import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcReply;
import org.jspecify.annotations.Nullable;

/**
 * A response stream whose first message is there. Until then a failure is that of the
 * attempt, and another attempt may follow.
 */
final class BegunStream implements MessageStream {

	private final MessageStream stream;

	private byte @Nullable [] first;

	private BegunStream(byte @Nullable [] first, MessageStream stream) {
		this.first = first;
		this.stream = stream;
	}

	static RpcReply begin(RpcReply reply, MessageStream stream) {
		byte[] first = stream.next();
		RpcFailure failure = (first == null) ? stream.failure() : null;
		if (failure == null) {
			return reply.withStream(new BegunStream(first, stream));
		}
		stream.close();
		RpcReply failed = RpcReply.failure(failure).withHeaders(reply.headers().withAll(stream.trailers()));
		return reply.isDraining() ? failed.draining() : failed;
	}

	@Override
	public byte @Nullable [] next() {
		byte[] message = this.first;
		if (message != null) {
			this.first = null;
			return message;
		}
		return this.stream.next();
	}

	@Override
	public @Nullable RpcFailure failure() {
		return this.stream.failure();
	}

	@Override
	public RpcHeaders trailers() {
		return this.stream.trailers();
	}

	@Override
	public void close() {
		this.stream.close();
	}

}
