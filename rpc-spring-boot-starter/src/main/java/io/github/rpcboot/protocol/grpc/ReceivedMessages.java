package io.github.rpcboot.protocol.grpc;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.RpcFailure;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a request stream. None is asked for before the method reads, so that a
 * call that is not admitted costs nothing.
 */
final class ReceivedMessages implements MessageStream {

	private final Inbox inbox;

	private final int limit;

	private final Deadline deadline;

	private final Duration idle;

	private boolean opened;

	private boolean over;

	private volatile boolean closed;

	private volatile boolean abandoned;

	private volatile @Nullable RpcFailure failure;

	/**
	 * Makes the messages of a call.
	 * @param request asks for a number of messages more
	 * @param limit the most bytes of a message
	 * @param deadline when the call is over
	 * @param idle the longest time between two messages
	 */
	ReceivedMessages(IntConsumer request, int limit, Deadline deadline, Duration idle) {
		this.inbox = new Inbox(request);
		this.limit = limit;
		this.deadline = deadline;
		this.idle = idle;
	}

	void add(byte[] message) {
		this.inbox.add(message);
	}

	/** All messages have come. */
	void complete() {
		this.inbox.complete();
	}

	/** The caller has gone, or the call is over. */
	void abandon() {
		this.abandoned = true;
		this.inbox.wake();
	}

	@Override
	public byte @Nullable [] next() {
		if (this.over) {
			return null;
		}
		if (!this.opened) {
			this.opened = true;
			this.inbox.open();
		}
		byte[] message = this.inbox.poll();
		if (message == null) {
			message = await();
		}
		RpcFailure wrong = (message != null) ? IncomingCalls.wrongWith(message, this.limit) : null;
		if (wrong != null) {
			return fail(wrong);
		}
		this.over |= message == null;
		return message;
	}

	private byte @Nullable [] await() {
		Deadline late = this.deadline.part(this.idle.toNanos());
		this.inbox.enter();
		try {
			while (true) {
				boolean complete = this.inbox.isComplete();
				byte[] message = this.inbox.poll();
				if (message != null || complete) {
					return message;
				}
				RpcFailure why = whyNotWait(late);
				if (why != null) {
					return fail(why);
				}
				LockSupport.parkNanos(this, late.remainingNanos());
			}
		}
		finally {
			this.inbox.leave();
		}
	}

	private @Nullable RpcFailure whyNotWait(Deadline late) {
		if (this.abandoned) {
			return RpcFailure.over(RpcStatus.CANCELED, "The caller broke off while it was sending the request.", true);
		}
		if (this.closed) {
			return RpcFailure.over(RpcStatus.CANCELED, "The call ended before the request stream did.", true);
		}
		if (Thread.currentThread().isInterrupted()) {
			return RpcFailure.over(RpcStatus.CANCELED, "The thread that reads the request stream was interrupted.",
					true);
		}
		return late.isExpired() ? RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED,
				"The next message of the request stream did not come in time.", true) : null;
	}

	private byte @Nullable [] fail(RpcFailure how) {
		this.failure = how;
		this.over = true;
		return null;
	}

	@Override
	public @Nullable RpcFailure failure() {
		return this.failure;
	}

	@Override
	public void close() {
		this.closed = true;
		this.inbox.wake();
	}

}
