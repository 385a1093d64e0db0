package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcStreams;
import io.github.rpcboot.protocol.http.Envelopes.Envelope;
import org.jspecify.annotations.Nullable;

/** The messages of an answer, read from the connection when they are asked for. */
final class ArrivingMessages implements MessageStream {

	private static final long LONGEST_TAIL = TimeUnit.SECONDS.toNanos(1);

	private final SocketExchange exchange;

	private final ArrivingBody body;

	private final Envelopes envelopes;

	private final ErrorCodec errors;

	private final URI url;

	private final RpcStreams.Times times;

	private final Cancellation cancellation;

	private final Deadline first;

	private boolean begun;

	private volatile boolean ended;

	private volatile @Nullable RpcFailure failure;

	private volatile RpcHeaders trailers = RpcHeaders.empty();

	ArrivingMessages(SocketExchange exchange, ArrivingBody body, int limit, ErrorCodec errors, URI url,
			RpcStreams.Times times, Cancellation cancellation, Deadline first) {
		this.exchange = exchange;
		this.body = body;
		this.envelopes = new Envelopes(body, limit, "response", false);
		this.errors = errors;
		this.url = url;
		this.times = times;
		this.cancellation = cancellation;
		this.first = first;
	}

	@Override
	public byte @Nullable [] next() {
		if (this.ended || this.exchange.isClosed()) {
			return null;
		}
		this.exchange.watch().expect(this.begun ? this.times.next() : this.first);
		try {
			return read();
		}
		catch (RpcException ex) {
			return fail(RpcFailure.ambiguous(ofServer(ex.status()), ex.reason(), null));
		}
		catch (IOException | RuntimeException ex) {
			return fail(broken(ex));
		}
		finally {
			this.exchange.watch().rest();
		}
	}

	private byte @Nullable [] read() throws IOException {
		Envelope envelope = this.envelopes.next();
		if (envelope == null) {
			return fail(RpcFailure.ambiguous(RpcStatus.UNAVAILABLE,
					"The answer of " + ExchangeFailures.place(this.url) + " ended before its stream did.", null));
		}
		this.begun = true;
		return envelope.end() ? end(envelope) : envelope.message();
	}

	/** What is wrong with an answer is not the fault of its reader. */
	private static RpcStatus ofServer(RpcStatus status) {
		return (status == RpcStatus.RESOURCE_EXHAUSTED) ? status : RpcStatus.INTERNAL;
	}

	private byte @Nullable [] end(Envelope envelope) {
		ErrorCodec.StreamEnd end = this.errors.decodeEnd(envelope.message());
		if (end == null) {
			return fail(RpcFailure.ambiguous(RpcStatus.INTERNAL, "The end of the stream cannot be read.", null));
		}
		this.trailers = end.metadata();
		this.failure = end.failure();
		this.ended = true;
		this.exchange.close(isWhole());
		return null;
	}

	/**
	 * A server that has not read the request to its end waits for it before it ends its
	 * answer, and one that closes the connection has nothing more to say.
	 */
	private boolean isWhole() {
		if (!this.exchange.isRequestSent() || !this.body.head().keepsAlive()) {
			return false;
		}
		this.exchange.watch().expect(this.times.total().part(LONGEST_TAIL));
		try {
			return this.body.read() < 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private RpcFailure broken(Exception ex) {
		if (this.exchange.watch().isLate()) {
			return RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED,
					this.begun ? "No further message came in time." : "No answer came before the deadline.", true);
		}
		return ExchangeFailures.after(ex, this.url, true, false, this.cancellation);
	}

	private byte @Nullable [] fail(RpcFailure how) {
		if (!this.exchange.isClosed()) {
			this.failure = how;
		}
		this.ended = true;
		this.exchange.close(false);
		return null;
	}

	@Override
	public @Nullable RpcFailure failure() {
		return this.failure;
	}

	@Override
	public RpcHeaders trailers() {
		return this.trailers;
	}

	@Override
	public void close() {
		this.exchange.close(false);
	}

}
