package io.github.rpcboot.protocol.grpc;

import java.time.Duration;

import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import io.grpc.Metadata;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** What a failure says in the trailers of a call, and how a caller reads it again. */
final class FailureTrailers {

	private static final int MOST_DIGITS = 10;

	private FailureTrailers() {
	}

	static Status status(RpcFailure failure) {
		return GrpcStatuses.toGrpc(failure.status()).withDescription(ErrorDetails.shorten(failure.message()));
	}

	static void write(RpcFailure failure, String service, Metadata trailers) {
		if (failure.failureClass() == FailureClass.REFUSED) {
			trailers.put(GrpcProtocol.NOT_EXECUTED, GrpcProtocol.YES);
		}
		Duration pause = failure.retryAfter();
		if (pause != null && !pause.isNegative()) {
			trailers.put(GrpcProtocol.PUSHBACK, Long.toString(pause.toMillis()));
		}
		byte[] details = ErrorDetails.write(failure, service);
		if (details != null) {
			trailers.put(GrpcProtocol.DETAILS, details);
		}
	}

	/**
	 * Reads an answered failure.
	 * @param status what the server said
	 * @param trailers what came with it
	 * @param message what came before it, {@code null} if nothing did
	 * @return a failure of class B or D
	 */
	static RpcFailure read(Status status, Metadata trailers, byte @Nullable [] message) {
		ErrorDetails details = ErrorDetails.read(trailers.get(GrpcProtocol.DETAILS), message);
		String said = (status.getDescription() != null) ? status.getDescription()
				: GrpcStatuses.fromGrpc(status).code();
		String text = said + details.problems();
		RpcFailure failure = GrpcProtocol.isSet(trailers, GrpcProtocol.NOT_EXECUTED)
				? RpcFailure.refused(GrpcStatuses.fromGrpc(status), text)
				: RpcFailure.answered(GrpcStatuses.fromGrpc(status), text);
		return failure.withException(details.exception())
			.withRetryAfter(retryAfter(trailers.get(GrpcProtocol.PUSHBACK), details));
	}

	private static @Nullable Duration retryAfter(@Nullable String pushback, ErrorDetails details) {
		if (pushback == null) {
			return details.retryAfter();
		}
		// What cannot be read forbids it (gRFC A6).
		return pushback.matches("[0-9]{1," + MOST_DIGITS + "}") ? Duration.ofMillis(Long.parseLong(pushback))
				: Duration.ofMillis(-1);
	}

	/** Adds what the application says beside its answer. */
	static void addHeaders(RpcHeaders headers, Metadata trailers) {
		// A name that gRPC does not know is not worth a failed call.
		MetadataHeaders.addTo(trailers, headers);
	}

}
