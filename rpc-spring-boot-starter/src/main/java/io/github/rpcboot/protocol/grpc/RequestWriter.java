package io.github.rpcboot.protocol.grpc;

import java.util.concurrent.locks.LockSupport;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcStreams;
import io.grpc.ClientCall;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of a caller, each when there is room for it: no element is made
 * before there is a connection, or while the provider is behind.
 */
final class RequestWriter implements Runnable {

	private final StreamExchange exchange;

	private final ClientCall<byte[], byte[]> call;

	private final MessageStream messages;

	private final RpcStreams.Times times;

	/** A thread of ours, which may wait for an element that never comes. */
	private @Nullable Thread own;

	private volatile @Nullable Thread waiting;

	private volatile long lastNanos = System.nanoTime();

	private volatile boolean ended;

	RequestWriter(StreamExchange exchange, ClientCall<byte[], byte[]> call, MessageStream messages,
			RpcStreams.Times times) {
		this.exchange = exchange;
		this.call = call;
		this.messages = messages;
		this.times = times;
	}

	/** On a thread of ours, which is interrupted when the call is over. */
	@Override
	public void run() {
		setOwn(Thread.currentThread());
		try {
			write();
		}
		finally {
			setOwn(null);
			// It is done for this call, and may have another one.
			Thread.interrupted();
		}
	}

	private synchronized void setOwn(@Nullable Thread thread) {
		this.own = thread;
	}

	/** A stream that breaks off has no end on the wire either. */
	void write() {
		try (this.messages) {
			while (this.exchange.isOpen() && (this.call.isReady() || awaitRoom())) {
				byte[] message = this.messages.next();
				if (message == null) {
					end(this.messages.failure());
					return;
				}
				this.call.sendMessage(message);
				this.lastNanos = System.nanoTime();
			}
		}
		catch (RuntimeException ex) {
			this.exchange.failWriting(ex);
		}
	}

	private void end(@Nullable RpcFailure broken) {
		if (broken != null) {
			this.exchange.fail(broken);
			return;
		}
		this.call.halfClose();
		this.lastNanos = System.nanoTime();
		this.ended = true;
		this.exchange.wake();
	}

	private boolean awaitRoom() {
		Deadline longest = this.times.next();
		this.waiting = Thread.currentThread();
		try {
			while (!this.call.isReady() && this.exchange.isOpen()) {
				if (!mayWait(longest)) {
					return false;
				}
				LockSupport.parkNanos(this, this.exchange.nanosToConnect(longest.remainingNanos()));
			}
			return this.exchange.isOpen();
		}
		finally {
			this.waiting = null;
		}
	}

	private boolean mayWait(Deadline longest) {
		RpcFailure why = Thread.currentThread().isInterrupted() ? GrpcFailures.canceled(true)
				: this.exchange.whyNotConnected();
		if (why != null) {
			this.exchange.giveUp(why);
		}
		else if (longest.isExpired()) {
			this.exchange.fail(RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED,
					"The provider took no further message of the request stream in time.", true));
		}
		return this.exchange.isOpen();
	}

	/** Lets a writer that waits look around. */
	void wake() {
		Thread writer = this.waiting;
		if (writer != null) {
			LockSupport.unpark(writer);
		}
	}

	/** The answer has ended the call; no further element is wanted. */
	void stop() {
		this.messages.close();
		wake();
		synchronized (this) {
			if (this.own != null) {
				this.own.interrupt();
			}
		}
	}

	/**
	 * How long the first answer may take from now on: while the caller sends, its
	 * messages may not stop; then the answer may not.
	 */
	long nanosToAnswer() {
		long most = (this.ended ? this.times.first() : this.times.idle()).toNanos();
		long left = most - (System.nanoTime() - this.lastNanos);
		return Math.min(left, this.times.total().remainingNanos());
	}

}
