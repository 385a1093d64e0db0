package io.github.rpcboot.protocol.inprocess;

import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.RpcFailure;
import org.jspecify.annotations.Nullable;

/** The caller's messages, with the moment of the last one. */
final class SentRequests implements MessageStream {

	private final MessageStream messages;

	private volatile long lastNanos = System.nanoTime();

	private volatile boolean ended;

	private volatile boolean waiting;

	private volatile @Nullable RpcFailure failure;

	SentRequests(MessageStream messages) {
		this.messages = messages;
	}

	@Override
	public byte @Nullable [] next() {
		this.waiting = true;
		byte[] message = this.messages.next();
		this.waiting = false;
		this.lastNanos = System.nanoTime();
		if (message == null) {
			this.failure = this.messages.failure();
			this.ended = true;
		}
		return message;
	}

	long lastNanos() {
		return this.lastNanos;
	}

	/** Whether it is the caller's own next element that is waited for. */
	boolean isWaiting() {
		return this.waiting;
	}

	boolean isEnded() {
		return this.ended;
	}

	/** The provider sees that it is over, and nothing of why. */
	@Override
	public @Nullable RpcFailure failure() {
		RpcFailure own = this.failure;
		return (own != null)
				? RpcFailure.over(own.status(), "The caller broke off while it was sending the request.", true) : null;
	}

	@Nullable RpcFailure ownFailure() {
		return this.failure;
	}

	@Override
	public void close() {
		this.messages.close();
	}

}
