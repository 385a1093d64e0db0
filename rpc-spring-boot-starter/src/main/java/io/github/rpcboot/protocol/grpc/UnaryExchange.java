package io.github.rpcboot.protocol.grpc;

import java.util.concurrent.locks.LockSupport;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcWatch;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** One call on a channel: sends its message and waits for the answer. */
final class UnaryExchange extends ClientCall.Listener<byte[]> {

	private final Thread caller = Thread.currentThread();

	private final StreamTrace trace = new StreamTrace();

	private final RpcCall call;

	private final Endpoint endpoint;

	private final InstanceChannel channel;

	private final int responseLimit;

	private final long began;

	private @Nullable Metadata headers;

	private byte @Nullable [] message;

	private boolean several;

	private Metadata trailers = new Metadata();

	/** Written last, and read first. */
	private volatile @Nullable Status status;

	private volatile boolean canceled;

	UnaryExchange(RpcCall call, Endpoint endpoint, InstanceChannel channel, int responseLimit) {
		this.call = call;
		this.endpoint = endpoint;
		this.channel = channel;
		this.responseLimit = responseLimit;
		this.began = channel.now();
	}

	@Override
	public void onHeaders(Metadata headers) {
		this.channel.heard();
		this.headers = headers;
	}

	@Override
	public void onMessage(byte[] message) {
		this.several = this.message != null;
		this.message = message;
	}

	@Override
	public void onClose(Status status, Metadata trailers) {
		this.trailers = trailers;
		this.status = status;
		LockSupport.unpark(this.caller);
	}

	RpcReply run(MethodDescriptor<byte[], byte[]> method, CallOptions options, Metadata metadata, byte[] body) {
		ClientCall<byte[], byte[]> sent = this.channel.begin(method,
				options.withStreamTracerFactory(this.trace.factory()));
		Runnable onCancel = this::cancel;
		this.call.cancellation().onCancel(onCancel);
		try {
			sent.start(this, metadata);
			sent.request(2);
			sent.sendMessage(body);
			sent.halfClose();
			RpcFailure given = await();
			if (given == null) {
				return ended();
			}
			sent.cancel(given.message(), null);
			return RpcReply.failure(confirmed(given));
		}
		catch (RuntimeException ex) {
			sent.cancel("The call could not be sent", ex);
			return RpcReply.failure(GrpcFailures.local(this.trace, ex));
		}
		finally {
			this.call.cancellation().remove(onCancel);
			this.channel.end();
		}
	}

	private void cancel() {
		this.canceled = true;
		LockSupport.unpark(this.caller);
	}

	/** Waits for the answer; tells why it waits no longer, if there is none. */
	private @Nullable RpcFailure await() {
		Waiting waiting = new Waiting();
		waiting.begin();
		try {
			while (this.status == null) {
				if (this.canceled || Thread.currentThread().isInterrupted()) {
					return GrpcFailures.canceled(true);
				}
				if (this.call.deadline().isExpired()) {
					return GrpcFailures.deadline(true);
				}
				if (waiting.isConnectTimeOver()) {
					return GrpcFailures.notAccepted(this.endpoint.url());
				}
				LockSupport.park(this);
			}
			return null;
		}
		finally {
			waiting.end();
		}
	}

	/** A stream that was not there when the call was canceled will never be. */
	private RpcFailure confirmed(RpcFailure given) {
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

	private RpcReply ended() {
		Status status = this.status;
		RpcReply reply = (status != null && status.isOk()) ? success() : RpcReply.failure(failure(status));
		RpcHeaders headers = MetadataHeaders.toHeaders(this.headers, this.trailers);
		boolean draining = GrpcProtocol.isSet(this.headers, GrpcProtocol.DRAINING)
				|| GrpcProtocol.isSet(this.trailers, GrpcProtocol.DRAINING);
		return draining ? reply.withHeaders(headers).draining() : reply.withHeaders(headers);
	}

	private RpcReply success() {
		byte[] message = this.message;
		if (message == null || this.several) {
			return RpcReply.failure(
					RpcFailure.ambiguous(RpcStatus.INTERNAL,
							"The answer of " + GrpcTransport.place(this.endpoint.url())
									+ " must have one message, and has " + (this.several ? "several." : "none."),
							null));
		}
		if (message.length > this.responseLimit) {
			return RpcReply.failure(GrpcFailures.tooLarge(this.responseLimit));
		}
		return RpcReply.success(message, GrpcProtocol.isSet(this.headers, GrpcProtocol.NULL_RESULT));
	}

	private RpcFailure failure(@Nullable Status status) {
		Status known = (status != null) ? status : Status.UNKNOWN;
		if (GrpcFailures.isAnswered(known, this.trace)) {
			this.channel.heard();
			return FailureTrailers.read(known, this.trailers, this.message);
		}
		boolean over = this.call.deadline().isExpired();
		RpcFailure failure = GrpcFailures.of(known, this.trace, over, this.endpoint.url(), this.responseLimit);
		return (failure.status() == RpcStatus.DEADLINE_EXCEEDED) ? late(this.trace.isCreated()) : failure;
	}

	/**
	 * Wakes the caller when its time is over. It parks without a time of its own, which
	 * would be one task of a timer more for each call.
	 */
	private final class Waiting extends RpcWatch {

		private final long connect = UnaryExchange.this.call.deadline().remainingNanos()
				- ConnectTime.nanos(UnaryExchange.this.call.deadline());

		boolean isConnectTimeOver() {
			return !UnaryExchange.this.trace.isCreated()
					&& UnaryExchange.this.call.deadline().remainingNanos() <= this.connect;
		}

		@Override
		protected void look() {
			if (UnaryExchange.this.call.deadline().isExpired() || isConnectTimeOver()) {
				LockSupport.unpark(UnaryExchange.this.caller);
			}
		}

	}

}
