package io.github.rpcboot.protocol.grpc;

import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/** Writes what a call is answered with. */
final class Answers {

	private Answers() {
	}

	/** What comes before the messages, or behind them. */
	static Metadata metadata(boolean draining) {
		Metadata metadata = new Metadata();
		if (draining) {
			metadata.put(GrpcProtocol.DRAINING, GrpcProtocol.YES);
		}
		return metadata;
	}

	/** A call with one response message. */
	static void write(ServerCall<byte[], byte[]> call, RpcReply reply, String service, boolean draining) {
		Metadata metadata = metadata(draining);
		FailureTrailers.addHeaders(reply.headers(), metadata);
		RpcFailure failure = reply.failure();
		if (failure != null) {
			write(call, failure, service, metadata);
			return;
		}
		if (reply.isNullResult()) {
			metadata.put(GrpcProtocol.NULL_RESULT, GrpcProtocol.YES);
		}
		call.sendHeaders(metadata);
		call.sendMessage(reply.body());
		call.close(Status.OK, new Metadata());
	}

	/**
	 * Trailers are bounded, so an exception with many fields sends them as a message,
	 * which callers of other kinds leave alone when they see the status.
	 */
	private static void write(ServerCall<byte[], byte[]> call, RpcFailure failure, String service, Metadata trailers) {
		RpcFailure.DeclaredException exception = failure.exception();
		if (exception != null && ErrorDetails.isLarge(exception)) {
			call.sendHeaders(new Metadata());
			call.sendMessage(exception.fields());
		}
		fail(call, failure, service, trailers);
	}

	private static void fail(ServerCall<byte[], byte[]> call, RpcFailure failure, String service, Metadata trailers) {
		FailureTrailers.write(failure, service, trailers);
		call.close(FailureTrailers.status(failure), trailers);
	}

	/**
	 * The end of a response stream. A message of an exception's fields would be taken for
	 * one of the stream, so that what does not fit into trailers is not told here.
	 * @param begun whether the head has been sent
	 */
	static void end(ServerCall<byte[], byte[]> call, RpcReply reply, String service, boolean draining, boolean begun) {
		Metadata metadata = metadata(draining);
		FailureTrailers.addHeaders(reply.headers(), metadata);
		RpcFailure failure = reply.failure();
		if (failure != null) {
			fail(call, failure, service, metadata);
			return;
		}
		if (!begun) {
			call.sendHeaders(metadata);
		}
		call.close(Status.OK, begun ? metadata : new Metadata());
	}

}
