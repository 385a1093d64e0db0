package io.github.rpcboot.protocol.http;

import java.time.Duration;

import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import org.jspecify.annotations.Nullable;

/** A stream of which the head says already that the method did not start. */
final class RefusedStream implements MessageStream {

	private final MessageStream stream;

	private final @Nullable Duration retryAfter;

	private boolean begun;

	RefusedStream(MessageStream stream, @Nullable Duration retryAfter) {
		this.stream = stream;
		this.retryAfter = retryAfter;
	}

	@Override
	public byte @Nullable [] next() {
		byte[] message = this.stream.next();
		this.begun |= message != null;
		return message;
	}

	/** A method that has sent a message did start, whatever the head says. */
	@Override
	public @Nullable RpcFailure failure() {
		RpcFailure failure = this.stream.failure();
		return (failure == null || this.begun) ? failure
				: RpcFailure.refused(failure.status(), failure.message()).withRetryAfter(this.retryAfter);
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
