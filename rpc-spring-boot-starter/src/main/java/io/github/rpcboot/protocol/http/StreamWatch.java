package io.github.rpcboot.protocol.http;

import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.RpcTimer;
import org.jspecify.annotations.Nullable;

/**
 * Ends an exchange whose next bytes are late, or whose caller gives up. The timer looks
 * about once in an idle time, however many messages come.
 */
final class StreamWatch {

	private final Cancellation cancellation;

	private final Runnable abort;

	private final long idleNanos;

	private final Runnable onCancel = this::abort;

	private volatile @Nullable Deadline awaited;

	private boolean closed;

	private volatile boolean late;

	private boolean aborted;

	private Runnable takeBack = () -> {
	};

	private volatile long nextLook = Long.MAX_VALUE;

	StreamWatch(Cancellation cancellation, long idleNanos, Runnable abort) {
		this.cancellation = cancellation;
		this.idleNanos = idleNanos;
		this.abort = abort;
		cancellation.onCancel(this.onCancel);
	}

	private void abort() {
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.aborted = true;
		}
		this.abort.run();
	}

	/** Begins to wait for bytes, or for room for some. */
	void expect(Deadline deadline) {
		this.awaited = deadline;
		if (deadline.remainingNanos() < this.nextLook - System.nanoTime() || this.nextLook == Long.MAX_VALUE) {
			lookAfter(deadline.remainingNanos());
		}
	}

	/** They came; nobody waits now. */
	void rest() {
		this.awaited = null;
	}

	private synchronized void lookAfter(long nanos) {
		if (!this.closed) {
			this.takeBack.run();
			this.nextLook = System.nanoTime() + nanos;
			this.takeBack = RpcTimer.later(nanos, this::look);
		}
	}

	private void look() {
		Deadline known = this.awaited;
		if (known != null && known.isExpired()) {
			this.late = true;
			abort();
		}
		else {
			lookAfter((known != null) ? Math.min(known.remainingNanos(), this.idleNanos) : this.idleNanos);
		}
	}

	boolean isLate() {
		return this.late;
	}

	/**
	 * Nothing is aborted from here on.
	 * @return whether nothing has been either
	 */
	boolean close() {
		this.cancellation.remove(this.onCancel);
		synchronized (this) {
			this.closed = true;
			this.takeBack.run();
			return !this.aborted;
		}
	}

}
