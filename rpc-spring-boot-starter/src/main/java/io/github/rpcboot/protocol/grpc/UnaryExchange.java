package io.github.rpcboot.protocol.grpc;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcWatch;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** One call on a channel: sends its message and waits for the answer. */
final class UnaryExchange extends ClientCall.Listener<byte[]> {

	private final Thread caller = Thread.currentThread();

	private final Deadline deadline;

	private final StreamTrace trace;

	private final RpcCall call;

	private final Endpoint endpoint;

	private final InstanceChannel channel;

	private final AttemptEnd end;

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
		this.deadline = Deadline.after(Math.max(1, call.deadline().remainingNanos()), TimeUnit.NANOSECONDS);
		this.trace = new StreamTrace(this.deadline);
		this.end = new AttemptEnd(endpoint, channel, this.trace, responseLimit);
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
				options.withDeadline(this.deadline).withStreamTracerFactory(this.trace.factory()));
		Runnable onCancel = this::cancel;
		this.call.cancellation().onCancel(onCancel);
		try {
			sent.start(this, metadata);
			sent.sendMessage(body);
			sent.halfClose();
			// Behind what wakes the connection's thread, which it would do once more
			// before.
			sent.request(2);
			RpcFailure given = await();
			if (given == null) {
				return ended();
			}
			sent.cancel(given.message(), null);
			return RpcReply.failure(this.end.confirmed(given));
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
		try {
			waiting.begin();
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

	private RpcReply ended() {
		Status status = (this.status != null) ? this.status : Status.UNKNOWN;
		boolean over = this.call.deadline().isExpired();
		RpcReply reply;
		if (over && status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
			// The server's timer was first, which began later: the caller's time is over.
			if (GrpcFailures.isAnswered(status, this.trace)) {
				this.channel.heard();
			}
			reply = RpcReply.failure(this.end.confirmed(GrpcFailures.deadline(true)));
		}
		else if (status.isOk()) {
			reply = this.end.success(this.message, this.several, this.headers);
		}
		else {
			reply = RpcReply.failure(this.end.failure(status, this.trailers, this.message, over));
		}
		return AttemptEnd.withMetadata(reply, this.headers, this.trailers);
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
