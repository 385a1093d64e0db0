package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.protocol.http.Envelopes.Envelope;
import org.jspecify.annotations.Nullable;

/** The messages of a request stream, read when they are asked for. */
final class ReceivedRequests implements MessageStream {

	/**
	 * Held while the request is read, perhaps by a thread of the bean's own. Behind the
	 * end of the request the server gives its input to another one.
	 */
	private final ReentrantLock reading = new ReentrantLock();

	private final Opener opener;

	private final Function<InputStream, Envelopes> around;

	private @Nullable PatientInput input;

	private final Deadline deadline;

	private final Duration idle;

	private @Nullable Envelopes opened;

	private volatile boolean closed;

	private volatile boolean atEnd;

	private volatile @Nullable RpcFailure failure;

	ReceivedRequests(Opener opener, Function<InputStream, Envelopes> around, Deadline deadline, Duration idle) {
		this.idle = idle;
		this.opener = opener;
		this.around = around;
		this.deadline = deadline;
	}

	@Override
	public byte @Nullable [] next() {
		this.reading.lock();
		try {
			return this.closed ? ended() : received();
		}
		finally {
			this.reading.unlock();
		}
	}

	private byte @Nullable [] ended() {
		if (!this.atEnd && this.failure == null) {
			return fail(RpcFailure.over(RpcStatus.CANCELED, "The call ended before the request stream did.", true));
		}
		return null;
	}

	private byte @Nullable [] received() {
		try {
			return read();
		}
		catch (RpcException ex) {
			return fail(RpcFailure.answered(ex.status(), ex.reason()));
		}
		catch (SocketTimeoutException ex) {
			return fail(RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED,
					"The next message of the request stream did not come in time.", true));
		}
		catch (IOException ex) {
			return fail(RpcFailure.over(RpcStatus.CANCELED, "The caller broke off while it was sending the request.",
					true));
		}
	}

	private byte @Nullable [] read() throws IOException {
		Envelope envelope = opened().next();
		if (envelope != null && envelope.end()) {
			throw new RpcException(RpcStatus.INVALID_ARGUMENT,
					"A message of the request stream says that it is the end, which only answers do.");
		}
		if (this.deadline.isExpired()) {
			throw new RpcException(RpcStatus.DEADLINE_EXCEEDED,
					"The deadline passed while the request was being read.");
		}
		this.atEnd = envelope == null;
		this.closed |= this.atEnd;
		return (envelope != null) ? envelope.message() : null;
	}

	private Envelopes opened() throws IOException {
		Envelopes known = this.opened;
		if (known == null) {
			PatientInput input = new PatientInput(this.opener.open(), this.deadline, this.idle);
			this.input = input;
			known = this.around.apply(input);
			this.opened = known;
		}
		else if (this.input != null) {
			this.input.begin();
		}
		return known;
	}

	private byte @Nullable [] fail(RpcFailure how) {
		this.failure = how;
		this.closed = true;
		return null;
	}

	/** Whether nothing of the request is left, for nobody to read. */
	boolean isAtEnd() {
		return this.atEnd;
	}

	/** The only message of a request without a stream. */
	byte[] only() {
		byte[] message = next();
		if (this.failure != null) {
			throw new RpcException(this.failure.status(), this.failure.message());
		}
		if (message == null || next() != null) {
			throw new RpcException(RpcStatus.INVALID_ARGUMENT, "The request must have exactly one message.");
		}
		if (this.failure != null) {
			throw new RpcException(this.failure.status(), this.failure.message());
		}
		return message;
	}

	@Override
	public @Nullable RpcFailure failure() {
		return this.failure;
	}

	@Override
	public void close() {
		this.closed = true;
	}

	/**
	 * Ends all reading, unless a thread is within a read.
	 * @return whether nobody reads, now and ever after
	 */
	boolean handBack() {
		this.closed = true;
		return this.reading.tryLock() && unlocked();
	}

	/** Waits for a thread that is within a read, which nothing but its end can wake. */
	void awaitHandBack() {
		this.closed = true;
		this.reading.lock();
		unlocked();
	}

	private boolean unlocked() {
		this.reading.unlock();
		return true;
	}

	/** Opens the body when its first message is asked for. */
	@FunctionalInterface
	interface Opener {

		InputStream open() throws IOException;

	}

}
