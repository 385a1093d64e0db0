package io.github.rpcboot.call;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** Tells when a response stream ends. */
final class WatchedStream implements MessageStream {

	private static final byte[] NOTHING = {};

	private final MessageStream stream;

	private final RpcHeaders headers;

	private final Consumer<RpcReply> action;

	private final boolean draining;

	private final AtomicBoolean ended = new AtomicBoolean();

	WatchedStream(MessageStream stream, RpcHeaders headers, boolean draining, Consumer<RpcReply> action) {
		this.draining = draining;
		this.stream = stream;
		this.headers = headers;
		this.action = action;
	}

	@Override
	public byte @Nullable [] next() {
		byte[] message = this.stream.next();
		if (message == null) {
			end(this.stream.failure());
		}
		return message;
	}

	private void end(@Nullable RpcFailure failure) {
		if (this.ended.compareAndSet(false, true)) {
			RpcReply end = (failure != null) ? RpcReply.failure(failure) : RpcReply.success(NOTHING, false);
			RpcReply told = end.withHeaders(this.headers.withAll(this.stream.trailers()));
			this.action.accept(this.draining ? told.draining() : told);
		}
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
		end(null);
	}

}
