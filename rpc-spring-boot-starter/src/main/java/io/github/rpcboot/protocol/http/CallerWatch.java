package io.github.rpcboot.protocol.http;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.RpcWatch;
import org.jspecify.annotations.Nullable;

/**
 * Cancels a call whose caller goes while nothing is sent. It looks at the connection on
 * the thread of all watches, which must not happen beside a read or a write of the
 * request, and never behind its end: the server gives the connection to another request
 * then, or to another caller. So each look holds a lock that every write holds too, and
 * the end takes it once for good. A body that is not read yet belongs to its reader.
 */
final class CallerWatch extends RpcWatch {

	/** Looks of the watch from one look at the connection to the next: 50 ms. */
	private static final int ROUNDS = 5;

	private final ReentrantLock connection = new ReentrantLock();

	private final @Nullable BooleanSupplier gone;

	private final BooleanSupplier requestRead;

	private final Cancellation cancellation;

	private int rounds;

	/** Nobody has to ask about a connection that has just been written to. */
	private boolean written;

	private boolean over;

	/**
	 * A watch that has not begun.
	 * @param gone looks at the connection, {@code null} if nobody can tell
	 * @param requestRead whether the body of the request has been read, and everything
	 * that its reader has done is to be seen
	 */
	CallerWatch(@Nullable BooleanSupplier gone, BooleanSupplier requestRead, Cancellation cancellation) {
		this.gone = gone;
		this.requestRead = requestRead;
		this.cancellation = cancellation;
	}

	/** Begins, if anybody can tell. */
	void start() {
		if (this.gone != null) {
			begin();
		}
	}

	/** Keeps the connection to its writer, until {@link #endWrite()}. */
	void beginWrite() {
		this.connection.lock();
	}

	void endWrite() {
		this.written = true;
		this.connection.unlock();
	}

	/** Gives the connection back: nobody looks at it from here on. */
	void close() {
		end();
		this.connection.lock();
		this.over = true;
		this.connection.unlock();
	}

	@Override
	protected void look() {
		if (++this.rounds % ROUNDS == 0 && this.requestRead.getAsBoolean() && hasGone()) {
			cancel();
		}
	}

	/** A writer learns for itself of a caller who has gone. */
	private boolean hasGone() {
		if (!this.connection.tryLock()) {
			return false;
		}
		try {
			boolean quiet = !this.written;
			this.written = false;
			return quiet && !this.over && this.gone != null && this.gone.getAsBoolean();
		}
		finally {
			this.connection.unlock();
		}
	}

	/** What a bean does then may take its time. */
	private void cancel() {
		end();
		this.cancellation.cancelApart();
	}

}
