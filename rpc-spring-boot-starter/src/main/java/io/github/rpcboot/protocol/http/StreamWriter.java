package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.io.OutputStream;

import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.MessageSink;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.contract.MethodContract;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Writes a response stream while it is made. Each message leaves at once; a caller who
 * does not read holds the writer, until the server gives up waiting.
 */
final class StreamWriter implements MessageSink {

	private final StreamFormat format;

	private final PayloadCodec codec;

	private final HttpServletRequest request;

	private final HttpServletResponse response;

	private final ConnectResponses responses;

	private final ErrorCodec errors;

	private final Cancellation cancellation;

	private final CallerWatch caller;

	private boolean begun;

	StreamWriter(StreamFormat format, PayloadCodec codec, HttpServletRequest request, HttpServletResponse response,
			ConnectResponses responses, ErrorCodec errors, Cancellation cancellation, CallerWatch caller) {
		this.format = format;
		this.codec = codec;
		this.request = request;
		this.response = response;
		this.responses = responses;
		this.errors = errors;
		this.cancellation = cancellation;
		this.caller = caller;
	}

	@Override
	public boolean send(byte[] message) {
		try {
			write(message);
			return true;
		}
		catch (IOException ex) {
			this.cancellation.cancel();
			return false;
		}
	}

	private void write(byte[] message) throws IOException {
		this.caller.beginWrite();
		try {
			begin();
			OutputStream out = this.response.getOutputStream();
			out.write(this.format.frame(message));
			out.flush();
		}
		finally {
			this.caller.endWrite();
		}
	}

	private void begin() {
		if (!this.begun) {
			this.begun = true;
			this.responses.begin(this.request, this.response, this.format, this.codec);
		}
	}

	/**
	 * Behind the end of the watch. A caller who has gone learns nothing of the end.
	 */
	void end(MethodContract method, RpcReply reply) {
		try {
			if (method.responseStream() != null) {
				end(reply);
			}
			else {
				only(reply);
			}
		}
		catch (IOException ex) {
			this.cancellation.cancel();
		}
	}

	/** Whoever reads plain HTTP sees a failure before the first message as one. */
	private void end(RpcReply reply) throws IOException {
		RpcFailure failure = reply.failure();
		boolean early = !this.begun;
		if (early && failure != null && this.format != StreamFormat.ENVELOPES) {
			this.responses.write(this.request, this.response, reply);
			return;
		}
		if (early) {
			reply.headers().forEach(this.response::addHeader);
			this.responses.tell(this.response, failure);
		}
		begin();
		byte[] end = this.errors.encodeEnd(failure, early ? RpcHeaders.empty() : reply.headers());
		OutputStream out = this.response.getOutputStream();
		this.format.end(out, end, failure != null);
		out.flush();
	}

	/** The only message of an answer without a stream, and its end. */
	private void only(RpcReply reply) throws IOException {
		if (reply.failure() == null) {
			if (reply.isNullResult()) {
				this.response.setHeader(ConnectProtocol.NULL_RESULT, "1");
			}
			reply.headers().forEach(this.response::addHeader);
			begin();
			this.response.getOutputStream().write(this.format.frame(reply.body()));
			end(reply.withHeaders(RpcHeaders.empty()));
		}
		else {
			end(reply);
		}
	}

}
