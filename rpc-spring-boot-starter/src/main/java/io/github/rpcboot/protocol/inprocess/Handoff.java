package io.github.rpcboot.protocol.inprocess;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.MessageSink;
import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcStreams;
import org.jspecify.annotations.Nullable;

/**
 * Response messages on their way from the handler's thread to the caller's. A writer that
 * is ahead waits.
 */
final class Handoff implements MessageSink, MessageStream {

	private static final int AHEAD = 16;

	/** The caller's own stream ends itself when it is quiet, and then says so. */
	private static final long FOR_THE_CALLER = TimeUnit.SECONDS.toNanos(1);

	private final RpcCall call;

	private final RpcStreams.Times times;

	private final Cancellation handling;

	private final @Nullable SentRequests requests;

	private final Runnable onCancel = this::canceled;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Deque<byte[]> messages = new ArrayDeque<>(AHEAD);

	private volatile @Nullable RpcReply end;

	private volatile boolean closed;

	private boolean begun;

	Handoff(RpcCall call, RpcStreams.Times times, Cancellation handling, @Nullable SentRequests requests) {
		this.call = call;
		this.times = times;
		this.handling = handling;
		this.requests = requests;
		call.cancellation().onCancel(this.onCancel);
	}

	private static RpcReply failed(RpcStatus status, String message) {
		return RpcReply.failure(RpcFailure.over(status, message, true));
	}

	private void canceled() {
		giveUp(failed(RpcStatus.CANCELED, "The caller gave up."));
	}

	/** Ends what has not ended, for both sides. */
	private void giveUp(@Nullable RpcReply how) {
		this.lock.lock();
		try {
			if (!this.closed && this.end == null) {
				this.messages.clear();
				this.end = how;
			}
			this.closed = true;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		this.handling.cancel();
		if (this.requests != null) {
			this.requests.close();
		}
		this.call.cancellation().remove(this.onCancel);
	}

	@Override
	public boolean send(byte[] message) {
		this.lock.lock();
		try {
			while (this.messages.size() >= AHEAD && !this.closed && !this.times.total().isExpired()) {
				await(this.times.total());
			}
			if (this.closed || this.times.total().isExpired()) {
				return false;
			}
			this.messages.add(message);
			this.changed.signalAll();
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void await(Deadline deadline) throws InterruptedException {
		this.changed.await(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
	}

	/** The handler has returned. */
	void end(RpcReply reply) {
		this.lock.lock();
		try {
			if (this.end == null) {
				this.end = reply;
			}
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	void broken(Throwable failure) {
		end(RpcReply
			.failure(RpcFailure.ambiguous(RpcStatus.INTERNAL, "The in-process provider failed: " + failure, failure)));
	}

	@Override
	public byte @Nullable [] next() {
		byte[] message = null;
		try {
			message = take();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			canceled();
		}
		if (message == null) {
			finish();
		}
		return message;
	}

	private byte @Nullable [] take() throws InterruptedException {
		Deadline deadline = this.begun ? this.times.next() : firstDeadline();
		this.lock.lock();
		try {
			while (this.messages.isEmpty() && this.end == null && !this.closed && !isOver(deadline)) {
				await(waiting(deadline));
			}
			byte[] message = this.messages.poll();
			this.begun |= message != null;
			this.changed.signalAll();
			return message;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** An answer without a stream. */
	RpcReply answer() {
		next();
		RpcFailure own = (this.requests != null) ? this.requests.ownFailure() : null;
		RpcReply reply = this.end;
		if (own != null) {
			return RpcReply.failure(own);
		}
		return (reply != null) ? reply : failed(RpcStatus.CANCELED, "The caller gave up.");
	}

	private Deadline firstDeadline() {
		return (this.requests != null) ? this.times.total() : this.call.deadline();
	}

	private boolean isOver(Deadline deadline) {
		return waiting(deadline).isExpired();
	}

	/** While the caller sends, its messages may not stop; then the answer may not. */
	private Deadline waiting(Deadline deadline) {
		if (this.begun || this.requests == null) {
			return deadline;
		}
		long most = (this.requests.isEnded() ? this.times.first() : this.times.idle()).toNanos()
				+ (this.requests.isWaiting() ? FOR_THE_CALLER : 0);
		return deadline.part(most - (System.nanoTime() - this.requests.lastNanos()));
	}

	private void finish() {
		if (this.end != null || this.closed) {
			giveUp(null);
			return;
		}
		giveUp(failed(RpcStatus.DEADLINE_EXCEEDED,
				this.begun ? "No further message came in time." : "No answer came before the deadline."));
	}

	@Override
	public @Nullable RpcFailure failure() {
		RpcFailure own = (this.requests != null) ? this.requests.ownFailure() : null;
		RpcReply reply = this.end;
		return (own != null) ? own : (reply != null) ? reply.failure() : null;
	}

	@Override
	public RpcHeaders trailers() {
		RpcReply reply = this.end;
		return (reply != null) ? reply.headers() : RpcHeaders.empty();
	}

	@Override
	public void close() {
		giveUp(null);
	}

}
