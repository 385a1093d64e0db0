package io.github.rpcboot.protocol.grpc;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcFailure;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * What a status that no server has sent means, given how far the call came. Some of it
 * only the text of grpc-java tells; where it changes, a failure counts as ambiguous.
 */
final class GrpcFailures {

	private static final String RESET = "RST_STREAM closed stream. HTTP/2 error code: ";

	/** For a stream above the last one that the server has taken. */
	private static final String GOAWAY = "Abrupt GOAWAY closed sent stream. HTTP/2 error code: NO_ERROR";

	private static final String TOO_LARGE = "gRPC message exceeds maximum size";

	private static final List<String> NO_STATUS = List.of("missing GRPC status in response",
			"missing GRPC status, inferred error from HTTP status code");

	private GrpcFailures() {
	}

	static RpcFailure deadline(boolean sent) {
		return RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED, sent ? "No answer came before the deadline."
				: "The deadline passed before a connection was there and the request was sent.", sent);
	}

	static RpcFailure canceled(boolean sent) {
		return RpcFailure.over(RpcStatus.CANCELED, "The caller gave up.", sent);
	}

	static RpcFailure notAccepted(URI url) {
		return RpcFailure.notAccepted(GrpcTransport.place(url) + " did not accept a connection in time.", null);
	}

	static RpcFailure tooLarge(int limit) {
		return RpcFailure.ambiguous(RpcStatus.RESOURCE_EXHAUSTED, "The response is larger than " + limit + " bytes.",
				null);
	}

	static RpcFailure notDecompressed(URI url) {
		return RpcFailure.ambiguous(RpcStatus.INTERNAL,
				"The answer of " + GrpcTransport.place(url) + " cannot be decompressed.", null);
	}

	static RpcFailure broken(URI url, @Nullable Throwable cause) {
		return RpcFailure.ambiguous(RpcStatus.UNAVAILABLE,
				"The connection to " + GrpcTransport.place(url) + " broke before the whole answer was there.", cause);
	}

	/** An interceptor of the application's own, or a channel that is closed. */
	static RpcFailure local(StreamTrace trace, RuntimeException ex) {
		String message = "A channel or an interceptor of it failed: " + ex;
		return trace.isCreated() ? RpcFailure.ambiguous(RpcStatus.INTERNAL, message, ex)
				: RpcFailure.over(RpcStatus.INTERNAL, message, false);
	}

	/** Trailers without a status are those of something that does not speak gRPC. */
	static boolean isAnswered(Status status, StreamTrace trace) {
		return trace.isAnswered() && !hasNoStatus(status);
	}

	static RpcFailure of(Status status, StreamTrace trace, boolean over, URI url, int responseLimit) {
		Status.Code code = status.getCode();
		if (code == Status.Code.DEADLINE_EXCEEDED || (over && code == Status.Code.CANCELLED)) {
			return deadline(trace.isCreated());
		}
		if (!trace.isCreated() || (!trace.isWritten() && code != Status.Code.CANCELLED)) {
			return neverSent(status, url);
		}
		String text = text(status);
		if (text.startsWith(RESET + "REFUSED_STREAM") || text.startsWith(GOAWAY)) {
			return RpcFailure.refused(RpcStatus.UNAVAILABLE,
					GrpcTransport.place(url) + " did not take the call. It may be about to stop.");
		}
		if (code == Status.Code.RESOURCE_EXHAUSTED && text.startsWith(TOO_LARGE)) {
			return tooLarge(responseLimit);
		}
		return (text.startsWith("HTTP status code ") || hasNoStatus(status)) ? foreign(status, url)
				: ended(status, url);
	}

	private static boolean hasNoStatus(Status status) {
		return NO_STATUS.stream().anyMatch(text(status)::endsWith);
	}

	private static RpcFailure ended(Status status, URI url) {
		if (status.getCode() == Status.Code.UNAVAILABLE || status.getCode() == Status.Code.CANCELLED
				|| isClosed(status)) {
			return broken(url, status.asException());
		}
		return RpcFailure.ambiguous(GrpcStatuses.fromGrpc(status),
				GrpcTransport.place(url) + " ended the call against the rules of gRPC. The cause says how.",
				status.asException());
	}

	/** An answer of somebody else: a proxy, a login page, another application. */
	private static RpcFailure foreign(Status status, URI url) {
		String message = "The answer of " + GrpcTransport.place(url)
				+ " is not gRPC. Check the URL and what stands between.";
		boolean refusal = switch (status.getCode()) {
			case UNAUTHENTICATED, PERMISSION_DENIED, UNIMPLEMENTED -> true;
			default -> false;
		};
		return refusal ? RpcFailure.answered(GrpcStatuses.fromGrpc(status), message)
				: RpcFailure.ambiguous(GrpcStatuses.fromGrpc(status), message, status.asException());
	}

	/** Where a connection closes between its choice and the head, the code is unknown. */
	private static boolean isClosed(Status status) {
		return find(status.getCause(), ClosedChannelException.class);
	}

	private static RpcFailure neverSent(Status status, URI url) {
		Throwable cause = status.getCause();
		String place = GrpcTransport.place(url);
		if (isClosed(status)) {
			return unavailable("The connection to " + place + " closed before the call was sent.", cause);
		}
		if (find(cause, UnknownHostException.class) || text(status).startsWith("Unable to resolve host")) {
			return unavailable("The host '" + url.getHost() + "' is not known. Check the name in the configured URL.",
					cause);
		}
		if (find(cause, SSLHandshakeException.class)) {
			return unavailable("The TLS handshake with " + place + " failed: " + rootMessage(cause)
					+ ". Check the certificate and 'ssl.bundle'.", cause);
		}
		if (find(cause, SSLException.class)) {
			return unavailable(place + " does not speak TLS as expected. Is the URL one of 'grpc://'?", cause);
		}
		if (isTimeout(cause)) {
			return RpcFailure.notAccepted(place + " did not accept a connection in time.", cause);
		}
		if (find(cause, ConnectException.class) || find(cause, NoRouteToHostException.class)) {
			return unavailable(place + " does not accept connections. Is the application running there?", cause);
		}
		if (status.getCode() != Status.Code.UNAVAILABLE && status.getCode() != Status.Code.INTERNAL) {
			return RpcFailure.over(GrpcStatuses.fromGrpc(status), "The call could not be sent: " + text(status), false);
		}
		return unavailable("No connection to " + place + " that speaks gRPC could be made. Is it the port of gRPC,"
				+ " and is TLS the same on both sides?", status.asException());
	}

	private static RpcFailure unavailable(String message, @Nullable Throwable cause) {
		return RpcFailure.neverSent(RpcStatus.UNAVAILABLE, message, cause);
	}

	/** Netty's is a ConnectException with a name of its own. */
	private static boolean isTimeout(@Nullable Throwable cause) {
		return find(cause, SocketTimeoutException.class) || find(cause, TimeoutException.class)
				|| (cause != null && cause.getClass().getSimpleName().equals("ConnectTimeoutException"));
	}

	private static boolean find(@Nullable Throwable thrown, Class<? extends Throwable> type) {
		Throwable next = thrown;
		for (int depth = 0; next != null && depth < 16; depth++) {
			if (type.isInstance(next)) {
				return true;
			}
			next = next.getCause();
		}
		return false;
	}

	private static @Nullable String rootMessage(@Nullable Throwable thrown) {
		return (thrown != null) ? thrown.getMessage() : null;
	}

	private static String text(Status status) {
		return (status.getDescription() != null) ? status.getDescription() : "";
	}

}
