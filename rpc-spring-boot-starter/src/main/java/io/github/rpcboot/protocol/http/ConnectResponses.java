package io.github.rpcboot.protocol.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Writes replies and refusals: status, headers, a body of known length. */
final class ConnectResponses {

	private static final String PROBLEM = "application/problem+json";

	private static final int COMPRESS_FROM = 2048;

	private final ErrorCodec errors;

	private final HttpDrain drain;

	ConnectResponses(ErrorCodec errors, HttpDrain drain) {
		this.errors = errors;
		this.drain = drain;
	}

	/** Writes a reply that is a failure, or whose message is JSON. */
	void write(HttpServletRequest request, HttpServletResponse response, RpcReply reply) throws IOException {
		write(request, response, reply, ConnectProtocol.JSON);
	}

	void write(HttpServletRequest request, HttpServletResponse response, RpcReply reply, String contentType)
			throws IOException {
		reply.headers().forEach(response::addHeader);
		RpcFailure failure = reply.failure();
		if (failure != null) {
			writeFailure(request, response, failure, status(request, response, failure));
			return;
		}
		if (reply.isNullResult()) {
			response.setHeader(ConnectProtocol.NULL_RESULT, "1");
		}
		writeBody(request, response, 200, contentType, reply.body());
	}

	/** A body that nobody could read for its format was refused when it was opened. */
	private static int status(HttpServletRequest request, HttpServletResponse response, RpcFailure failure) {
		Object accepted = request.getAttribute(ConnectRequests.REFUSED_FORMAT);
		if (accepted == null || failure.status() != RpcStatus.INVALID_ARGUMENT) {
			return HttpStatusMapper.toHttp(failure.status());
		}
		response.setHeader("Accept-Post", accepted.toString());
		return HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE;
	}

	/** Begins a stream, whose length nobody knows. */
	void begin(HttpServletRequest request, HttpServletResponse response, StreamFormat format, PayloadCodec codec) {
		this.drain.mark(request, response);
		response.setStatus(200);
		response.setContentType(format.contentType(codec));
		if (format != StreamFormat.ENVELOPES) {
			response.setHeader("Cache-Control", "no-cache");
		}
	}

	/** What the headers say of a failure. */
	void tell(HttpServletResponse response, @Nullable RpcFailure failure) {
		if (failure == null) {
			return;
		}
		if (failure.failureClass() == FailureClass.REFUSED) {
			response.setHeader(ConnectProtocol.NOT_EXECUTED, "1");
		}
		if (failure.retryAfter() != null && !failure.retryAfter().isNegative()) {
			response.setHeader(ConnectProtocol.RETRY_AFTER, seconds(failure.retryAfter()));
		}
		if (failure.status() == RpcStatus.UNAUTHENTICATED && response.getHeader("WWW-Authenticate") == null) {
			response.setHeader("WWW-Authenticate", "Bearer");
		}
	}

	private void writeFailure(HttpServletRequest request, HttpServletResponse response, RpcFailure failure,
			int httpStatus) throws IOException {
		tell(response, failure);
		if (wantsProblem(request)) {
			writeBody(request, response, httpStatus, PROBLEM, this.errors.encodeProblem(failure, httpStatus));
		}
		else {
			writeBody(request, response, httpStatus, ConnectProtocol.JSON, this.errors.encode(failure));
		}
	}

	/** Whole ones (RFC 9110, section 10.2.3), and never none. */
	private static String seconds(Duration pause) {
		return Long.toString(Math.max(1, pause.plusNanos(999_999_999).toSeconds()));
	}

	private static boolean wantsProblem(HttpServletRequest request) {
		String accept = request.getHeader("Accept");
		return accept != null && accept.contains(PROBLEM) && request.getHeader(ConnectProtocol.VERSION) == null;
	}

	private void writeBody(HttpServletRequest request, HttpServletResponse response, int status, String contentType,
			byte[] body) throws IOException {
		this.drain.mark(request, response);
		byte[] bytes = body;
		if (body.length >= COMPRESS_FROM) {
			response.addHeader("Vary", "Accept-Encoding");
			if (acceptsGzip(request.getHeader("Accept-Encoding"))) {
				bytes = gzip(body);
				response.setHeader("Content-Encoding", ConnectProtocol.GZIP);
			}
		}
		response.setStatus(status);
		response.setContentType(contentType);
		response.setContentLength(bytes.length);
		response.getOutputStream().write(bytes);
	}

	private static boolean acceptsGzip(@Nullable String accepted) {
		if (accepted == null) {
			return false;
		}
		for (String part : accepted.toLowerCase(Locale.ROOT).replace(" ", "").split(",")) {
			if (part.equals(ConnectProtocol.GZIP) || (part.startsWith("gzip;") && !part.matches("gzip;q=0(\\.0*)?"))) {
				return true;
			}
		}
		return false;
	}

	private static byte[] gzip(byte[] body) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4);
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(body);
		}
		return out.toByteArray();
	}

	void refuse(HttpServletRequest request, HttpServletResponse response, RefusedRequestException refusal)
			throws IOException {
		if (refusal.header() != null) {
			response.setHeader(refusal.header(), refusal.value());
		}
		writeFailure(request, response, refusal.failure(), refusal.httpStatus());
	}

}
