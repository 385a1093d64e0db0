package io.github.rpcboot.protocol.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.MessageSink;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RequestBody;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcPeer;
import io.github.rpcboot.call.RpcStreams;
import io.github.rpcboot.contract.MethodContract;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Reads the head of a request and makes the call; the body stays unread. */
final class ConnectRequests {

	/** An attribute of requests: what a body would have to be in to be read. */
	static final String REFUSED_FORMAT = ConnectRequests.class.getName() + ".refused";

	private static final int LONGEST_NAME = 128;

	private static final int MOST_DIGITS = 10;

	private final ServedCodecs codecs;

	/** Who reads a stream as text sends text. */
	private final ServedCodecs onlyUsual;

	private final HttpRpcEndpoint.Settings settings;

	ConnectRequests(ServedCodecs codecs, HttpRpcEndpoint.Settings settings) {
		this.codecs = codecs;
		this.onlyUsual = codecs.onlyUsual();
		this.settings = settings;
	}

	/** Errors repeat an unknown name, so it is cut and cleaned. */
	static String printable(String name) {
		String cut = (name.length() > LONGEST_NAME) ? name.substring(0, LONGEST_NAME) : name;
		return cut.replaceAll("[^\\x21-\\x7e]", "?");
	}

	RpcCall call(HttpServletRequest request, MethodContract method) {
		try {
			requireVersion(request.getHeader(ConnectProtocol.VERSION));
			Deadline deadline = deadline(request.getHeader(ConnectProtocol.TIMEOUT));
			return call(request, method, body(request, method, deadline, this.codecs), deadline);
		}
		catch (RpcException ex) {
			throw RefusedRequestException.of(ex);
		}
	}

	/**
	 * A call with streams. Only what its caller asks for ends it by time.
	 * @param envelopes the codec of a request that is a stream of the Connect protocol,
	 * {@code null} for a plain message
	 * @param responses makes the sink of a call that may be canceled, and which is told
	 * whether the request has been read
	 */
	RpcCall streamed(HttpServletRequest request, MethodContract method, @Nullable PayloadCodec envelopes,
			BiFunction<Cancellation, BooleanSupplier, MessageSink> responses) {
		try {
			requireVersion(request.getHeader(ConnectProtocol.VERSION));
			String timeout = request.getHeader(ConnectProtocol.TIMEOUT);
			Deadline deadline = (timeout == null) ? Deadline.unbounded()
					: Deadline.after(Duration.ofMillis(parse(timeout)), "the caller");
			// One message is read as any is; of a stream each has its time.
			Deadline reading = (method.requestStream() == null) ? deadline(timeout) : deadline;
			ReceivedRequests received = (envelopes != null) ? received(request, reading) : null;
			if (envelopes == null || received == null) {
				TrackedBody body = new TrackedBody(body(request, method, reading, this.onlyUsual));
				return streaming(call(request, method, body, deadline), null, body::isRead, responses);
			}
			RequestBody body = RequestBody.of(envelopes, () -> new ByteArrayInputStream(received.only()));
			RpcCall call = call(request, method, body, deadline);
			call.cancellation().onCancel(received::close);
			return streaming(call, received, received::isAtEnd, responses);
		}
		catch (RpcException ex) {
			throw RefusedRequestException.of(ex);
		}
	}

	private static RpcCall streaming(RpcCall call, @Nullable ReceivedRequests received, BooleanSupplier requestRead,
			BiFunction<Cancellation, BooleanSupplier, MessageSink> responses) {
		return call.streaming(RpcStreams.incoming(received, responses.apply(call.cancellation(), requestRead)));
	}

	private ReceivedRequests received(HttpServletRequest request, Deadline deadline) {
		boolean gzip = isGzip(request.getHeader(ConnectProtocol.CONTENT_ENCODING));
		int limit = this.settings.limits().requestBytes();
		return new ReceivedRequests(request::getInputStream, (in) -> new Envelopes(in, limit, "request", gzip),
				deadline, this.settings.streamIdle());
	}

	/** A call whose message is read by another framework, which knows its form. */
	RpcCall mapped(HttpServletRequest request, MethodContract method) {
		try {
			Deadline deadline = deadline(request.getHeader(ConnectProtocol.TIMEOUT));
			return call(request, method, nothing(), deadline);
		}
		catch (RpcException ex) {
			throw RefusedRequestException.of(ex);
		}
	}

	/** A call of which only the headers count. */
	RpcCall head(HttpServletRequest request, MethodContract method) {
		Deadline deadline = Deadline.after(this.settings.timeout(), this.settings.timeoutOrigin());
		return call(request, method, nothing(), deadline);
	}

	private RequestBody nothing() {
		return RequestBody.of(this.codecs.usual(), InputStream::nullInputStream);
	}

	private static RpcCall call(HttpServletRequest request, MethodContract method, RequestBody body,
			Deadline deadline) {
		RpcPeer peer = new RpcPeer(String.valueOf(request.getRemoteAddr()), request.getUserPrincipal());
		return RpcCall.incoming(method, body, headers(request), deadline, peer, new Cancellation());
	}

	/** Of a GET that is refused nothing is read, so its query does not matter. */
	private RequestBody body(HttpServletRequest request, MethodContract method, Deadline deadline,
			ServedCodecs codecs) {
		if (!request.getMethod().equals("GET")) {
			return streamBody(request, method, deadline, codecs);
		}
		return method.isKnown() ? queryBody(request, deadline, codecs.of(method)) : nothing();
	}

	private static void requireVersion(@Nullable String version) {
		if (version != null && !version.equals("1")) {
			throw new RpcException(RpcStatus.INVALID_ARGUMENT,
					"The header Connect-Protocol-Version must be 1, or be left out.");
		}
	}

	private Deadline deadline(@Nullable String timeout) {
		Duration most = this.settings.timeout();
		if (timeout == null) {
			return Deadline.after(most, this.settings.timeoutOrigin());
		}
		Duration asked = Duration.ofMillis(parse(timeout));
		return (asked.compareTo(most) < 0) ? Deadline.after(asked, "the caller")
				: Deadline.after(most, this.settings.timeoutOrigin());
	}

	private static long parse(String timeout) {
		long millis = Digits.parse(timeout, MOST_DIGITS);
		if (millis <= 0) {
			throw new RpcException(RpcStatus.INVALID_ARGUMENT,
					"The header Connect-Timeout-Ms must be a positive number of at most 10 digits.");
		}
		return millis;
	}

	private static RpcHeaders headers(HttpServletRequest request) {
		List<String> pairs = new ArrayList<>(24);
		Enumeration<String> names = request.getHeaderNames();
		while (names.hasMoreElements()) {
			String name = names.nextElement();
			Enumeration<String> values = request.getHeaders(name);
			String key = name.toLowerCase(Locale.ROOT);
			while (values.hasMoreElements()) {
				pairs.add(key);
				pairs.add(values.nextElement());
			}
		}
		return RpcHeaders.ofPairs(pairs);
	}

	private RequestBody streamBody(HttpServletRequest request, MethodContract method, Deadline deadline,
			ServedCodecs codecs) {
		long length = lengthOf(request);
		String contentType = request.getContentType();
		boolean named = contentType != null || length != 0 || isFromAnotherSite(request);
		PayloadCodec codec = named ? codecs.ofMessage(contentType) : codecs.usual();
		boolean gzip = isGzip(request.getHeader("Content-Encoding"));
		if (!codecs.carries(codec, method)) {
			return refusedFormat(request, method, codec);
		}
		int limit = this.settings.limits().requestBytes();
		return RequestBody.of(codec, () -> {
			if (!gzip && length > limit) {
				throw new RpcException(RpcStatus.RESOURCE_EXHAUSTED, "The request is larger than " + limit + " bytes.");
			}
			InputStream raw = limited(request.getInputStream(), deadline);
			return gzip ? limited(CompressedBody.open(raw), deadline) : raw;
		});
	}

	/**
	 * A page of another site can send a request without a body and without asking first,
	 * and browsers say so.
	 */
	private static boolean isFromAnotherSite(HttpServletRequest request) {
		String site = request.getHeader("Sec-Fetch-Site");
		return site != null && !site.equals("same-origin") && !site.equals("none");
	}

	/** A request of HTTP/1 that announces no body has none (RFC 9112, section 6.3). */
	private static long lengthOf(HttpServletRequest request) {
		long length = request.getContentLengthLong();
		boolean none = length < 0 && request.getProtocol().startsWith("HTTP/1.")
				&& request.getHeader("Transfer-Encoding") == null;
		return none ? 0 : length;
	}

	/**
	 * Refused as late as a body that cannot be read, so that it tells nobody which
	 * methods there are.
	 */
	private RequestBody refusedFormat(HttpServletRequest request, MethodContract method, PayloadCodec codec) {
		String usual = ServedCodecs.mediaType(this.codecs.usual());
		return RequestBody.of(this.codecs.usual(), () -> {
			request.setAttribute(REFUSED_FORMAT, usual);
			throw new RpcException(RpcStatus.INVALID_ARGUMENT, method + " has no form in '"
					+ ServedCodecs.mediaType(codec) + "'. Send the header 'content-type: " + usual + "'.");
		});
	}

	private static boolean isGzip(@Nullable String encoding) {
		if (encoding == null || encoding.equalsIgnoreCase("identity")) {
			return false;
		}
		if (encoding.equalsIgnoreCase(ConnectProtocol.GZIP)) {
			return true;
		}
		throw new RpcException(RpcStatus.UNIMPLEMENTED,
				"This content encoding is not supported. Supported are: gzip, identity.");
	}

	private InputStream limited(InputStream in, Deadline deadline) {
		return RequestBody.limited(in, this.settings.limits().requestBytes(), "request", deadline);
	}

	/** Looked at as late as a body, so that it tells nobody which methods there are. */
	private RequestBody queryBody(HttpServletRequest request, Deadline deadline, List<PayloadCodec> codecs) {
		String encoding;
		try {
			encoding = parameter(request, "encoding");
		}
		catch (RpcException ex) {
			return RequestBody.of(this.codecs.usual(), () -> {
				throw ex;
			});
		}
		return queryBody(request, deadline, codecs, encoding);
	}

	private RequestBody queryBody(HttpServletRequest request, Deadline deadline, List<PayloadCodec> codecs,
			@Nullable String encoding) {
		PayloadCodec codec = codecs.stream()
			.filter((one) -> one.name().equals(encoding))
			.findFirst()
			.orElse(this.codecs.usual());
		return RequestBody.of(codec, () -> {
			String version = parameter(request, "connect");
			if (version != null && !version.equals("v1")) {
				throw wrongQuery("connect", "v1, or be left out.");
			}
			if (!codec.name().equals(encoding)) {
				throw wrongQuery("encoding",
						codecs.stream().map(PayloadCodec::name).collect(Collectors.joining(" or ")) + ".");
			}
			boolean gzip = isGzip(parameter(request, "compression"));
			InputStream in = new ByteArrayInputStream(message(request, codec == this.codecs.usual()));
			return limited(gzip ? CompressedBody.open(in) : in, deadline);
		});
	}

	/** Bytes that are no text would not survive the decoding of a query. */
	private static byte[] message(HttpServletRequest request, boolean text) {
		String message = parameter(request, "message");
		boolean base64 = "1".equals(parameter(request, "base64"));
		if (message == null || message.isEmpty()) {
			return new byte[0];
		}
		if (!text && !base64) {
			throw new RpcException(RpcStatus.INVALID_ARGUMENT,
					"The query parameter 'base64' must be 1 for a message that is not JSON.");
		}
		return decode(message, base64);
	}

	private static @Nullable String parameter(HttpServletRequest request, String name) {
		try {
			return request.getParameter(name);
		}
		catch (IllegalStateException ex) {
			throw new RpcException(RpcStatus.INVALID_ARGUMENT, "The query cannot be read. Percent-encode it in UTF-8.",
					ex);
		}
	}

	private static RpcException wrongQuery(String name, String expected) {
		return new RpcException(RpcStatus.INVALID_ARGUMENT, "The query parameter '" + name + "' must be " + expected);
	}

	private static byte[] decode(String message, boolean base64) {
		if (!base64) {
			return message.getBytes(StandardCharsets.UTF_8);
		}
		try {
			return Base64.getUrlDecoder().decode(message);
		}
		catch (IllegalArgumentException ex) {
			throw new RpcException(RpcStatus.INVALID_ARGUMENT, "The query parameter 'message' is not URL-safe base64.",
					ex);
		}
	}

}
