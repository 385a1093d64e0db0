package io.github.rpcboot.call;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;

/**
 * The request messages of a call. The first ones are kept, so that another attempt can
 * send them again.
 */
final class RequestMessages {

	private static final int MOST_KEPT = 64 * 1024;

	/**
	 * Not held while an element is made: another attempt sends meanwhile what is kept.
	 */
	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final ElementSource source;

	private final List<byte[]> kept = new ArrayList<>();

	private int keptBytes;

	private @Nullable MethodCodec keptBy;

	private volatile boolean forgotten;

	private volatile @Nullable Attempt current;

	/** An attempt waits for an element, and no other may. */
	private boolean pulling;

	private boolean ended;

	private volatile @Nullable RpcFailure failure;

	RequestMessages(ElementSource source) {
		this.source = source;
	}

	MessageStream begin(MethodCodec codec) {
		Attempt attempt = new Attempt(codec);
		this.current = attempt;
		wake();
		return attempt;
	}

	/** Lets an attempt that waits for the element of another look around. */
	private void wake() {
		this.lock.lock();
		try {
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean isReplayable() {
		return !this.forgotten;
	}

	/** What the elements failed with, {@code null} if they have not. */
	@Nullable RpcFailure failure() {
		return this.failure;
	}

	private byte @Nullable [] next(Attempt attempt) {
		this.lock.lock();
		try {
			while (this.pulling && attempt.isWanted() && !attempt.hasKept()) {
				// The end of the call ends the wait for the element.
				this.changed.awaitUninterruptibly();
			}
			if (!attempt.isWanted()) {
				return attempt.fail(RpcFailure.over(RpcStatus.CANCELED, "The attempt is over.", true));
			}
			if (attempt.hasKept()) {
				return this.kept.get(attempt.sent++);
			}
			if (attempt.sent == 0 && (this.forgotten || !this.kept.isEmpty())) {
				return attempt.fail(RpcFailure.over(RpcStatus.INTERNAL,
						"The request stream has been sent in part, and cannot be sent again.", true));
			}
			return this.ended ? attempt.fail(this.failure) : pull(attempt);
		}
		finally {
			this.lock.unlock();
		}
	}

	private byte @Nullable [] pull(Attempt attempt) {
		byte[] message = null;
		RpcFailure failed = null;
		this.pulling = true;
		this.lock.unlock();
		try {
			Object element = this.source.next();
			message = (element != null) ? attempt.codec.encodeRequestElement(element) : null;
		}
		catch (Throwable ex) {
			failed = failureOf(ex);
		}
		finally {
			this.lock.lock();
			this.pulling = false;
			this.changed.signalAll();
		}
		if (message != null) {
			return keep(attempt, message);
		}
		this.ended = true;
		this.failure = failed;
		return attempt.fail(failed);
	}

	private static RpcFailure failureOf(Throwable thrown) {
		if (thrown instanceof RpcException ex) {
			boolean own = ex.service() == null;
			return RpcFailure.over(ex.status(), ex.reason(), true).withThrown(own ? null : ex);
		}
		return RpcFailure.over(RpcStatus.CANCELED, "The request stream failed.", true).withThrown(thrown);
	}

	/** What an attempt has pulled that is over is kept for the next one in any case. */
	private byte[] keep(Attempt attempt, byte[] message) {
		attempt.sent++;
		this.keptBytes += message.length;
		if (this.forgotten || (this.keptBytes > MOST_KEPT && attempt.isWanted())) {
			this.forgotten = true;
			this.kept.clear();
		}
		else {
			this.kept.add(message);
			this.keptBy = attempt.codec;
		}
		return message;
	}

	/** What one attempt sends. */
	private final class Attempt implements MessageStream {

		private final MethodCodec codec;

		private int sent;

		private volatile boolean closed;

		private @Nullable RpcFailure failure;

		Attempt(MethodCodec codec) {
			this.codec = codec;
		}

		private boolean isWanted() {
			return RequestMessages.this.current == this && !this.closed;
		}

		private boolean hasKept() {
			return this.sent < RequestMessages.this.kept.size() && RequestMessages.this.keptBy == this.codec;
		}

		private byte @Nullable [] fail(@Nullable RpcFailure failure) {
			this.failure = failure;
			return null;
		}

		@Override
		public byte @Nullable [] next() {
			if (this.closed && this.failure == null) {
				return fail(RpcFailure.over(RpcStatus.CANCELED, "The request stream was closed.", true));
			}
			return (this.failure != null) ? null : RequestMessages.this.next(this);
		}

		@Override
		public @Nullable RpcFailure failure() {
			return this.failure;
		}

		@Override
		public void close() {
			this.closed = true;
			wake();
		}

	}

}
