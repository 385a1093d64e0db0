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

	private volatile @Nullable Thread waiting;

	/** Waits for the caller's own element, which is bounded elsewhere. */
	private volatile boolean pulling;

	private volatile long lastNanos = System.nanoTime();

	/** Whether a message was sent since the reader waits, and when the first of them. */
	private volatile boolean asked;

	private volatile long askedNanos;

	private volatile boolean ended;

	RequestWriter(StreamExchange exchange, ClientCall<byte[], byte[]> call, MessageStream messages,
			RpcStreams.Times times) {
		this.exchange = exchange;
		this.call = call;
		this.messages = messages;
		this.times = times;
	}

	/** On a thread of ours, where answers come meanwhile. */
	@Override
	public void run() {
		write();
	}

	/** A stream that breaks off has no end on the wire either. */
	void write() {
		try (this.messages) {
			while (this.exchange.isOpen() && (this.call.isReady() || awaitRoom())) {
				byte[] message = pull();
				if (message == null) {
					end(this.messages.failure());
					return;
				}
				this.call.sendMessage(message);
				sent();
			}
		}
		catch (RuntimeException ex) {
			this.exchange.failWriting(ex);
		}
	}

	private void sent() {
		this.lastNanos = System.nanoTime();
		if (!this.asked) {
			this.askedNanos = this.lastNanos;
			this.asked = true;
		}
	}

	/** The time of the answer begins behind the element, however late it comes. */
	private byte @Nullable [] pull() {
		this.pulling = true;
		try {
			return this.messages.next();
		}
		finally {
			this.lastNanos = System.nanoTime();
			this.pulling = false;
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

	/**
	 * The answer has ended this attempt. A thread that waits for the caller's element is
	 * left alone: another attempt needs the element, and the end of the call frees it.
	 */
	void stop() {
		this.messages.close();
		wake();
	}

	/** The reader begins to wait for an answer behind the first one. */
	void awaitNext() {
		this.asked = false;
	}

	/**
	 * How long that answer may take from now on: nobody expects one while the caller has
	 * no message, which is bounded elsewhere, so that it is asked for again.
	 */
	long nanosToNext(Deadline next) {
		if (this.ended || (!this.asked && !this.pulling)) {
			return next.remainingNanos();
		}
		long waited = this.asked ? System.nanoTime() - this.askedNanos : 0;
		return Math.min(this.times.idle().toNanos() - waited, this.times.total().remainingNanos());
	}

	/**
	 * How long the first answer may take from now on: while the caller sends, its
	 * messages may not stop; then the answer may not. While the caller itself has no
	 * message, nobody waits for the provider.
	 */
	long nanosToAnswer() {
		if (this.pulling) {
			return this.times.total().remainingNanos();
		}
		long most = (this.ended ? this.times.first() : this.times.idle()).toNanos();
		long left = most - (System.nanoTime() - this.lastNanos);
		return Math.min(left, this.times.total().remainingNanos());
	}

}
