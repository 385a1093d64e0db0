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

	private volatile boolean armed;

	private volatile long nextLook;

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
		if (!this.armed || deadline.remainingNanos() < this.nextLook - System.nanoTime()) {
			lookAfter(deadline.remainingNanos());
		}
	}

	/** They came; nobody waits now. */
	void rest() {
		this.awaited = null;
	}

	/** An earlier look sees to it that there is a later one. */
	private synchronized void lookAfter(long nanos) {
		long at = System.nanoTime() + nanos;
		if (!this.closed && (!this.armed || at - this.nextLook < 0)) {
			this.takeBack.run();
			this.nextLook = at;
			this.armed = true;
			this.takeBack = RpcTimer.later(nanos, this::look);
		}
	}

	private void look() {
		if (isOverdue()) {
			this.late = true;
			abort();
		}
	}

	/**
	 * It looks no more before it sees what is awaited: what is awaited from then on finds
	 * that, and has the timer look again.
	 */
	private synchronized boolean isOverdue() {
		this.armed = false;
		Deadline known = this.awaited;
		if (known != null && known.isExpired()) {
			return true;
		}
		lookAfter((known != null) ? Math.min(known.remainingNanos(), this.idleNanos) : this.idleNanos);
		return false;
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
