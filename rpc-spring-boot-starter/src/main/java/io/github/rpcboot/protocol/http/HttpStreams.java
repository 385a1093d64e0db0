package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.net.URI;
import java.util.List;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcStreams;
import org.jspecify.annotations.Nullable;

/**
 * Calls with streams on connections of our own: the whole request, and then the answer.
 * The caller's thread writes and reads.
 */
final class HttpStreams {

	private final SocketEngine engine;

	private final PayloadCodec codec;

	private final ErrorCodec errors;

	private final int limit;

	private final String contentType;

	HttpStreams(SocketEngine engine, PayloadCodec codec, ErrorCodec errors, int limit) {
		this.engine = engine;
		this.codec = codec;
		this.errors = errors;
		this.limit = limit;
		this.contentType = ServedCodecs.streamType(codec);
	}

	/**
	 * Sends a call.
	 * @param call the call
	 * @param endpoint the instance
	 * @param url where to
	 * @param headers its metadata, to which what the protocol says is added
	 * @param fresh whether a connection that was used before will not do
	 * @param other understands an answer that is no stream
	 * @return the reply
	 */
	RpcReply send(RpcCall call, Endpoint endpoint, URI url, List<String> headers, boolean fresh, Plain other) {
		RpcStreams streams = call.streams();
		boolean requests = call.method().requestStream() != null;
		if (streams == null || (requests && call.method().responseStream() != null)) {
			return RpcReply.failure(RpcFailure.over(RpcStatus.UNIMPLEMENTED,
					call.method() + " has streams both ways, which HTTP does not carry at a time. Call it over gRPC.",
					false));
		}
		byte[] body = requests ? new byte[0] : Envelopes.wrap(0, call.encoded(this.codec));
		addHeaders(call, streams, headers);
		HttpEngine.Request request = new HttpEngine.Request(url, endpoint.address(), headers, body, this.limit, fresh);
		try {
			return exchange(call, streams, this.engine.open(request, requests, call), url, other);
		}
		catch (HttpEngine.Failed ex) {
			return RpcReply.failure(ex.failure());
		}
	}

	private RpcReply exchange(RpcCall call, RpcStreams streams, SocketExchange exchange, URI url, Plain other) {
		if (call.method().requestStream() == null) {
			return read(call, streams, exchange, url, call.deadline(), other);
		}
		RpcFailure failure = write(call, streams, exchange);
		if (failure == null) {
			return read(call, streams, exchange, url, streams.times().answer(), other);
		}
		exchange.close(false);
		return RpcReply.failure(failure);
	}

	/** Without a total the provider ends nothing by time. */
	private void addHeaders(RpcCall call, RpcStreams streams, List<String> headers) {
		headers.addAll(List.of("content-type", this.contentType, ConnectProtocol.VERSION, "1"));
		if (streams.times().total().isBounded()) {
			headers.add(ConnectProtocol.TIMEOUT);
			headers.add(Long.toString(Math.max(1, streams.times().total().remainingMillis())));
		}
		headers.add(ConnectProtocol.ATTEMPT);
		headers.add(Integer.toString(call.attempts().size()));
	}

	/**
	 * An answer that comes before the end of the request is all there will be. A stream
	 * that breaks off has no end on the wire either, or the provider would take a part
	 * for the whole.
	 */
	private @Nullable RpcFailure write(RpcCall call, RpcStreams streams, SocketExchange exchange) {
		try (MessageStream messages = streams.send(this.codec.forMethod(call.method()))) {
			while (exchange.isOpen()) {
				byte[] message = messages.next();
				if (message == null) {
					RpcFailure broken = messages.failure();
					if (broken == null) {
						exchange.endRequest(streams.times().next());
					}
					return broken;
				}
				exchange.write(message, streams.times().next());
			}
			return null;
		}
	}

	private RpcReply read(RpcCall call, RpcStreams streams, SocketExchange exchange, URI url, Deadline first,
			Plain other) {
		ArrivingBody body;
		try {
			body = exchange.answer(first);
			if (!isStream(body.head())) {
				return plain(exchange, body, first, other);
			}
		}
		catch (IOException | RuntimeException ex) {
			boolean late = exchange.watch().isLate();
			exchange.close(false);
			return RpcReply.failure(ExchangeFailures.after(ex, url, true, late, call.cancellation()));
		}
		ArrivingMessages messages = new ArrivingMessages(exchange, body, this.limit, this.errors, url, streams.times(),
				call.cancellation(), first);
		RpcHeaders headers = RpcHeaders.ofPairs(body.head().headers());
		boolean notExecuted = "1".equals(headers.get(ConnectProtocol.NOT_EXECUTED));
		MessageStream told = notExecuted ? new RefusedStream(messages, RetryAfter.of(answer(body, new byte[0])))
				: messages;
		RpcReply reply = (call.method().responseStream() != null) ? RpcReply.streaming(told).withHeaders(headers)
				: only(told, headers);
		return "1".equals(headers.get(ConnectProtocol.DRAINING)) ? reply.draining() : reply;
	}

	private boolean isStream(AnswerHead head) {
		String type = null;
		for (int i = 0; i < head.headers().size(); i += 2) {
			type = head.headers().get(i).equals("content-type") ? head.headers().get(i + 1) : type;
		}
		return head.status() == 200 && head.contentEncoding() == null && type != null
				&& type.split(";", 2)[0].strip().equalsIgnoreCase(this.contentType);
	}

	private static HttpEngine.Answer answer(ArrivingBody body, byte[] bytes) {
		return new HttpEngine.Answer(body.head().status(), body.head().headers(), bytes);
	}

	/** Refused before there was a stream, by the provider or by what stands between. */
	private RpcReply plain(SocketExchange exchange, ArrivingBody body, Deadline deadline, Plain other)
			throws IOException {
		exchange.watch().expect(deadline);
		byte[] bytes = body.readNBytes(this.limit);
		boolean whole = exchange.isRequestSent() && body.head().keepsAlive() && body.read() < 0;
		exchange.close(whole);
		return other.reply(answer(body, bytes));
	}

	/** The only message of an answer without a stream. */
	private static RpcReply only(MessageStream messages, RpcHeaders headers) {
		try (messages) {
			byte[] message = messages.next();
			boolean more = message != null && messages.next() != null;
			RpcFailure failure = messages.failure();
			RpcHeaders all = headers.withAll(messages.trailers());
			if (failure == null && message != null && !more) {
				return RpcReply.success(message, "1".equals(headers.get(ConnectProtocol.NULL_RESULT))).withHeaders(all);
			}
			RpcFailure none = RpcFailure.ambiguous(RpcStatus.INTERNAL, "The answer has not exactly one message.", null);
			return RpcReply.failure((failure != null) ? failure : none).withHeaders(all);
		}
	}

	/** Understands answers that are no streams. */
	@FunctionalInterface
	interface Plain {

		RpcReply reply(HttpEngine.Answer answer);

	}

}
