package io.github.rpcboot.protocol.grpc;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcReply;
import io.grpc.Metadata;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** What the end of an attempt means, however it came. */
final class AttemptEnd {

	private final Endpoint endpoint;

	private final InstanceChannel channel;

	private final StreamTrace trace;

	private final int responseLimit;

	private final long began;

	AttemptEnd(Endpoint endpoint, InstanceChannel channel, StreamTrace trace, int responseLimit) {
		this.endpoint = endpoint;
		this.channel = channel;
		this.trace = trace;
		this.responseLimit = responseLimit;
		this.began = channel.now();
	}

	/** A stream that was not there when the call was canceled will never be. */
	RpcFailure confirmed(RpcFailure given) {
		boolean sent = this.trace.isCreated();
		return switch (given.status()) {
			case CANCELED -> GrpcFailures.canceled(sent);
			case DEADLINE_EXCEEDED -> late(sent);
			default -> sent ? GrpcFailures.broken(this.endpoint.url(), null) : given;
		};
	}

	private RpcFailure late(boolean sent) {
		if (sent) {
			this.channel.silentSince(this.began);
		}
		return GrpcFailures.deadline(sent);
	}

	/** A success with one message. */
	RpcReply success(byte @Nullable [] message, boolean several, @Nullable Metadata headers) {
		if (message == null || several) {
			// The table of status codes of gRPC says which.
			return RpcReply.failure(RpcFailure.ambiguous(RpcStatus.UNIMPLEMENTED,
					"The answer of " + GrpcTransport.place(this.endpoint.url()) + " must have one message, and has "
							+ (several ? "several." : "none."),
					null));
		}
		RpcFailure wrong = wrongWith(message);
		return (wrong != null) ? RpcReply.failure(wrong)
				: RpcReply.success(message, GrpcProtocol.isSet(headers, GrpcProtocol.NULL_RESULT));
	}

	/**
	 * A failure.
	 * @param status what the server said, or the channel
	 * @param trailers what came with it
	 * @param message what came before it, {@code null} if nothing did
	 * @param over whether the time of the call has passed
	 */
	RpcFailure failure(Status status, Metadata trailers, byte @Nullable [] message, boolean over) {
		if (GrpcFailures.isAnswered(status, this.trace)) {
			this.channel.heard();
			return FailureTrailers.read(status, trailers, message);
		}
		RpcFailure failure = GrpcFailures.of(status, this.trace, over, this.endpoint.url(), this.responseLimit);
		return (failure.status() == RpcStatus.DEADLINE_EXCEEDED) ? late(this.trace.isCreated()) : failure;
	}

	/** What came beside the messages, and whether the instance is about to stop. */
	static RpcReply withMetadata(RpcReply reply, @Nullable Metadata headers, @Nullable Metadata trailers) {
		RpcHeaders all = MetadataHeaders.toHeaders(headers, trailers);
		boolean draining = GrpcProtocol.isSet(headers, GrpcProtocol.DRAINING)
				|| GrpcProtocol.isSet(trailers, GrpcProtocol.DRAINING);
		return draining ? reply.withHeaders(all).draining() : reply.withHeaders(all);
	}

	boolean isSent() {
		return this.trace.isCreated();
	}

	RpcFailure local(RuntimeException ex) {
		return GrpcFailures.local(this.trace, ex);
	}

	RpcFailure notAccepted() {
		return GrpcFailures.notAccepted(this.endpoint.url());
	}

	/** What every message of an answer must not be. */
	@Nullable RpcFailure wrongWith(byte[] message) {
		if (message == Bytes.BROKEN) {
			return GrpcFailures.notDecompressed(this.endpoint.url());
		}
		return (message.length > this.responseLimit) ? GrpcFailures.tooLarge(this.responseLimit) : null;
	}

}
