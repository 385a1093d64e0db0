package io.github.rpcboot.protocol.grpc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.MessageSink;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcStreams;
import io.github.rpcboot.contract.MethodContract;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One call with streams that a server receives. A thread of its own handles it to its
 * end, since the server's thread is needed for what comes meanwhile: messages, room for
 * some, and a caller who gives up.
 */
final class IncomingStream extends ServerCall.Listener<byte[]>
		implements Context.CancellationListener, MessageSink, Runnable {

	private static final Log logger = LogFactory.getLog(IncomingStream.class);

	private static final byte[] NOTHING = {};

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Cancellation cancellation = new Cancellation();

	private final Context context = Context.current();

	private final IncomingCalls calls;

	private final ServerCall<byte[], byte[]> call;

	private final Metadata headers;

	private final MethodContract method;

	private final Deadline deadline;

	private final @Nullable ReceivedMessages requests;

	private byte @Nullable [] message;

	/** Written before the thread that handles it is started. */
	private @Nullable RpcCall handled;

	private boolean begun;

	private @Nullable RpcFailure late;

	private volatile @Nullable Thread writer;

	IncomingStream(IncomingCalls calls, ServerCall<byte[], byte[]> call, Metadata headers, MethodContract method) {
		this.calls = calls;
		this.call = call;
		this.headers = headers;
		this.method = method;
		this.deadline = IncomingCalls.deadlineOfStream(this.context);
		this.requests = (method.requestStream() != null)
				? new ReceivedMessages(call::request, calls.requestLimit(), this.deadline, calls.streamIdle()) : null;
	}

	void start() {
		this.context.addListener(this, Runnable::run);
		if (this.requests != null) {
			handle(NOTHING);
		}
		else {
			this.call.request(2);
		}
	}

	@Override
	public void onMessage(byte[] message) {
		if (this.requests != null) {
			this.requests.add(message);
			return;
		}
		if (this.message != null) {
			end(IncomingCalls.notOne("several"));
		}
		this.message = message;
	}

	@Override
	public void onHalfClose() {
		byte[] message = this.message;
		if (this.requests != null) {
			this.requests.complete();
		}
		else if (message == null) {
			end(IncomingCalls.notOne("none"));
		}
		else if (!this.ended.get()) {
			handle(message);
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
	public void cancelled(Context context) {
		abandon();
	}

	@Override
	public void onCancel() {
		abandon();
	}

	private void abandon() {
		if (this.ended.compareAndSet(false, true)) {
			over();
			if (this.requests != null) {
				this.requests.abandon();
			}
			wakeWriter();
			this.cancellation.cancel();
		}
	}

	/** What is bound to the server's thread is taken along. */
	private void handle(byte[] message) {
		RpcStreams streams = RpcStreams.incoming(this.requests, (this.method.responseStream() != null) ? this : null);
		this.handled = this.calls.call(this.method, this.call, this.headers, message, this.deadline, this.cancellation)
			.streaming(streams);
		if (this.requests != null) {
			this.cancellation.onCancel(this.requests::close);
		}
		try {
			this.calls.execute(this.context.wrap(this));
		}
		catch (RejectedExecutionException ex) {
			end(RpcReply.failure(
					RpcFailure.refused(RpcStatus.RESOURCE_EXHAUSTED, "Every thread for calls with streams is busy.")));
		}
	}

	@Override
	public void run() {
		RpcCall call = this.handled;
		if (call != null) {
			this.cancellation.onCancel(this::wakeWriter);
			RpcReply reply = this.calls.streams().during(this.cancellation, () -> handle(call));
			end((this.late != null) ? RpcReply.failure(this.late) : reply);
		}
	}

	private RpcReply handle(RpcCall call) {
		try {
			RpcReply reply = this.calls.handle(call);
			CompletableFuture<RpcReply> pending = reply.pending();
			return (pending != null) ? pending.get(this.deadline.remainingNanos(), TimeUnit.NANOSECONDS) : reply;
		}
		catch (RpcException ex) {
			return RpcReply.failure(RpcFailure.answered(ex.status(), ex.reason()));
		}
		catch (Exception ex) {
			return IncomingCalls.broken(call, ex);
		}
	}

	@Override
	public boolean send(byte[] message) {
		if (this.ended.get()) {
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
				if (this.ended.get() || this.cancellation.isCanceled() || Thread.currentThread().isInterrupted()) {
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

	private void end(RpcReply reply) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		over();
		this.calls.ending(WholeCall.of(this.context), this.method);
		try {
			if (this.method.responseStream() != null) {
				Answers.end(this.call, reply, this.method.service(), this.calls.isDraining(), this.begun);
			}
			else {
				Answers.write(this.call, reply, this.method.service(), this.calls.isDraining());
			}
		}
		catch (RuntimeException ex) {
			// The caller may have gone away at this very moment.
			logger.debug("The end of " + this.method + " could not be written", ex);
		}
	}

	/**
	 * A context that is over cancels its listeners too, and work goes on behind a call.
	 */
	private void over() {
		this.context.removeListener(this);
		this.calls.ended();
	}

}
