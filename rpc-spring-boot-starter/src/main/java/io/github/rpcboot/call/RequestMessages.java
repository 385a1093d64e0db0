package io.github.rpcboot.call;

import java.util.ArrayList;
import java.util.List;
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

	/** Held while an element is made, so that no two attempts pull at a time. */
	private final ReentrantLock lock = new ReentrantLock();

	private final ElementSource source;

	private final List<byte[]> kept = new ArrayList<>();

	private int keptBytes;

	private @Nullable MethodCodec keptBy;

	private volatile boolean forgotten;

	private volatile @Nullable Attempt current;

	private boolean ended;

	private @Nullable RpcFailure failure;

	RequestMessages(ElementSource source) {
		this.source = source;
	}

	MessageStream begin(MethodCodec codec) {
		Attempt attempt = new Attempt(codec);
		this.current = attempt;
		return attempt;
	}

	boolean isReplayable() {
		return !this.forgotten;
	}

	private byte @Nullable [] next(Attempt attempt) {
		this.lock.lock();
		try {
			if (this.current != attempt) {
				return attempt.fail(RpcFailure.over(RpcStatus.CANCELED, "The attempt is over.", true));
			}
			if (attempt.sent < this.kept.size() && this.keptBy == attempt.codec) {
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
		try {
			Object element = this.source.next();
			if (element != null) {
				return keep(attempt, attempt.codec.encodeRequestElement(element));
			}
		}
		catch (RpcException ex) {
			boolean own = ex.service() == null;
			this.failure = RpcFailure.over(ex.status(), ex.reason(), true).withThrown(own ? null : ex);
		}
		catch (Throwable ex) {
			this.failure = RpcFailure.over(RpcStatus.CANCELED, "The request stream failed.", true).withThrown(ex);
		}
		this.ended = true;
		return attempt.fail(this.failure);
	}

	private byte[] keep(Attempt attempt, byte[] message) {
		attempt.sent++;
		this.keptBytes += message.length;
		if (this.forgotten || this.keptBytes > MOST_KEPT) {
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
		}

	}

}
