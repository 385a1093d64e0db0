package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.RpcStreams;
import io.github.rpcboot.contract.MethodContract;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Requests for methods with streams, one direction after the other. The thread of the
 * request handles the call to its end.
 */
final class ConnectStreams {

	private final RpcServices services;

	private final ConnectRequests requests;

	private final ConnectResponses responses;

	private final ErrorCodec errors;

	private final ServedCodecs codecs;

	private final HttpDrain drain;

	private final CallerPresence presence;

	ConnectStreams(RpcServices services, ConnectRequests requests, ConnectResponses responses, ErrorCodec errors,
			ServedCodecs codecs, HttpDrain drain, CallerPresence presence) {
		this.presence = presence;
		this.codecs = codecs;
		this.drain = drain;
		this.services = services;
		this.requests = requests;
		this.responses = responses;
		this.errors = errors;
	}

	void handle(HttpServletRequest request, HttpServletResponse response, MethodContract method) {
		PayloadCodec codec = request.getMethod().equals("POST") ? this.codecs.ofStream(request.getContentType(), method)
				: null;
		StreamFormat format = (codec != null) ? StreamFormat.ENVELOPES : accepted(request, method);
		if (method.requestStream() != null && method.responseStream() != null) {
			throw RefusedRequestException.of(new RpcException(RpcStatus.UNIMPLEMENTED,
					method + " has streams both ways, which HTTP does not carry at a time. Call it over gRPC."));
		}
		Open open = new Open(format, (codec != null) ? codec : this.codecs.usual(), request, response);
		RpcCall call = this.requests.streamed(request, method, codec, open::writer);
		ReceivedRequests received = received(call);
		try {
			answer(call, open, received, response);
		}
		finally {
			if (received != null && !received.handBack()) {
				endAnswer(response);
				received.awaitHandBack();
			}
		}
	}

	private void answer(RpcCall call, Open open, @Nullable ReceivedRequests received, HttpServletResponse response) {
		RpcReply reply = this.drain.streams().during(call.cancellation(), () -> open.watch(() -> handle(call)));
		if (received != null && !received.isAtEnd()) {
			response.setHeader("Connection", "close");
		}
		open.end(call.method(), reply);
	}

	private static @Nullable ReceivedRequests received(RpcCall call) {
		RpcStreams streams = call.streams();
		return (call.method().requestStream() != null && streams != null
				&& streams.requests() instanceof ReceivedRequests received) ? received : null;
	}

	private RpcReply handle(RpcCall call) {
		RpcReply reply = this.services.handle(call);
		CompletableFuture<RpcReply> pending = reply.pending();
		return (pending != null) ? pending.join() : reply;
	}

	/**
	 * A thread of the bean's own still waits for what is not read. Its caller has the
	 * whole answer, closes, and ends that wait; the request is the server's again only
	 * then.
	 */
	private static void endAnswer(HttpServletResponse response) {
		try {
			response.getOutputStream().close();
		}
		catch (IOException ex) {
			// The caller has gone, which ends the wait as well.
		}
	}

	private StreamFormat accepted(HttpServletRequest request, MethodContract method) {
		StreamFormat accepted = (method.requestStream() == null) ? StreamFormat.accepted(request) : null;
		if (accepted == null) {
			throw refusal(method);
		}
		return accepted;
	}

	private RefusedRequestException refusal(MethodContract method) {
		String usual = ServedCodecs.streamType(this.codecs.usual());
		String envelopes = this.codecs.of(method)
			.stream()
			.map(ServedCodecs::streamType)
			.collect(Collectors.joining(", "));
		if (method.requestStream() != null) {
			return RefusedRequestException.mediaType(
					"This method takes a stream. The request must have the header 'content-type: " + usual + "'.",
					envelopes);
		}
		return RefusedRequestException.mediaType(
				"This method returns a stream. Send 'content-type: " + usual + "', or a plain message with 'accept: "
						+ StreamFormat.EVENTS.contentType(this.codecs.usual()) + "' or 'accept: "
						+ StreamFormat.LINES.contentType(this.codecs.usual()) + "'.",
				envelopes + ", " + ServedCodecs.mediaType(this.codecs.usual()));
	}

	/** One response, whose writer is made with its call. */
	private final class Open {

		private final StreamFormat format;

		private final PayloadCodec codec;

		private final HttpServletRequest request;

		private final HttpServletResponse response;

		private @Nullable StreamWriter writer;

		private @Nullable CallerWatch caller;

		Open(StreamFormat format, PayloadCodec codec, HttpServletRequest request, HttpServletResponse response) {
			this.format = format;
			this.codec = codec;
			this.request = request;
			this.response = response;
		}

		StreamWriter writer(Cancellation cancellation, BooleanSupplier requestRead) {
			CallerWatch watch = new CallerWatch(ConnectStreams.this.presence.whetherGone(this.request), requestRead,
					cancellation);
			StreamWriter made = new StreamWriter(this.format, this.codec, this.request, this.response,
					ConnectStreams.this.responses, ConnectStreams.this.errors, cancellation, watch);
			this.caller = watch;
			this.writer = made;
			return made;
		}

		/** The connection is the handler's alone before and afterwards. */
		RpcReply watch(Supplier<RpcReply> handling) {
			CallerWatch watch = this.caller;
			if (watch == null) {
				return handling.get();
			}
			watch.start();
			try {
				return handling.get();
			}
			finally {
				watch.close();
			}
		}

		void end(MethodContract method, RpcReply reply) {
			if (this.writer != null) {
				this.writer.end(method, reply);
			}
		}

	}

}
