package io.github.rpcboot.protocol.grpc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.MessageSink;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcStreams;
import io.github.rpcboot.contract.MethodContract;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import org.jspecify.annotations.Nullable;

/**
 * One call with streams that a server receives. A thread of its own handles it to its
 * end, since the server's thread is needed for what comes meanwhile: messages, room for
 * some, and a caller who gives up.
 */
final class IncomingStream extends ReceivedCall implements MessageSink {

	private final @Nullable ReceivedMessages requests;

	private boolean begun;

	private @Nullable RpcFailure late;

	private volatile @Nullable Thread writer;

	IncomingStream(IncomingCalls calls, ServerCall<byte[], byte[]> call, Metadata headers, MethodContract method) {
		super(calls, call, headers, method);
		this.requests = (method.requestStream() != null)
				? new ReceivedMessages(call::request, calls.requestLimit(), this.deadline, calls.streamIdle()) : null;
	}

	@Override
	public void onMessage(byte[] message) {
		if (this.requests != null) {
			this.requests.add(message);
		}
		else {
			super.onMessage(message);
		}
	}

	@Override
	public void onHalfClose() {
		if (this.requests != null) {
			this.requests.complete();
		}
		else {
			super.onHalfClose();
		}
	}

	@Override
	public void onReady() {
		wakeWriter();
	}

	private void wakeWriter() {
		Thread waiting = this.writer;
		if (waiting != null) {
			LockSupport.unpark(waiting);
		}
	}

	@Override
	void abandoned() {
		if (this.requests != null) {
			this.requests.abandon();
		}
		wakeWriter();
	}

	/** What is bound to the server's thread is taken along. */
	@Override
	void handle(byte[] message) {
		RpcStreams streams = RpcStreams.incoming(this.requests, (this.method.responseStream() != null) ? this : null);
		RpcCall call = rpcCall(message).streaming(streams);
		if (this.requests != null) {
			this.cancellation.onCancel(this.requests::close);
		}
		try {
			this.calls.execute(this.context.wrap(() -> run(call)));
		}
		catch (RejectedExecutionException ex) {
			end(RpcReply.failure(
					RpcFailure.refused(RpcStatus.RESOURCE_EXHAUSTED, "Every thread for calls with streams is busy.")));
		}
	}

	private void run(RpcCall call) {
		this.cancellation.onCancel(this::wakeWriter);
		RpcReply reply = this.calls.streams().during(this.cancellation, () -> handle(call));
		end((this.late != null) ? RpcReply.failure(this.late) : reply);
	}

	private RpcReply handle(RpcCall call) {
		try {
			RpcReply reply = this.calls.handle(call);
			CompletableFuture<RpcReply> pending = reply.pending();
			return (pending != null) ? pending.get(this.deadline.remainingNanos(), TimeUnit.NANOSECONDS) : reply;
		}
		catch (Exception ex) {
			return IncomingCalls.broken(call, ex);
		}
	}

	@Override
	public boolean send(byte[] message) {
		if (isEnded()) {
			return false;
		}
		if (!this.begun) {
			this.begun = true;
			this.call.sendHeaders(Answers.metadata(this.calls.isDraining()));
		}
		if (!this.call.isReady() && !awaitRoom()) {
			this.cancellation.cancel();
			return false;
		}
		this.call.sendMessage(message);
		return true;
	}

	/** A reader that rests holds the bean, but not for ever. */
	private boolean awaitRoom() {
		Deadline longest = this.deadline.part(this.calls.streamIdle().toNanos());
		this.writer = Thread.currentThread();
		try {
			while (!this.call.isReady()) {
				if (isEnded() || this.cancellation.isCanceled() || Thread.currentThread().isInterrupted()) {
					return false;
				}
				if (longest.isExpired()) {
					this.late = tooSlow();
					return false;
				}
				LockSupport.parkNanos(this, longest.remainingNanos());
			}
			return true;
		}
		finally {
			this.writer = null;
		}
	}

	private RpcFailure tooSlow() {
		return RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED,
				this.deadline.isExpired() ? "The stream took longer than the deadline allowed."
						: "The caller took no message of the stream for " + this.calls.streamIdle().toMillis() + " ms.",
				true);
	}

	@Override
	void write(RpcReply reply) {
		this.calls.ending(WholeCall.of(this.context), this.method);
		if (this.method.responseStream() != null) {
			Answers.end(this.call, reply, this.method.service(), this.calls.isDraining(), this.begun);
		}
		else {
			super.write(reply);
		}
	}

}
