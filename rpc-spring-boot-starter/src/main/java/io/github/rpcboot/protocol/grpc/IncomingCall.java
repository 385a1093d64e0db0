package io.github.rpcboot.protocol.grpc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcTimer;
import io.github.rpcboot.contract.MethodContract;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One call that a server receives. Its method runs on the server's thread for the call.
 * Whoever is first of the reply, the deadline and a caller who gives up ends it.
 */
final class IncomingCall extends ServerCall.Listener<byte[]> implements Context.CancellationListener {

	private static final Log logger = LogFactory.getLog(IncomingCall.class);

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Cancellation cancellation = new Cancellation();

	private final Context context = Context.current();

	private final IncomingCalls calls;

	private final ServerCall<byte[], byte[]> call;

	private final Metadata headers;

	private final MethodContract method;

	private final Deadline deadline;

	private byte @Nullable [] message;

	IncomingCall(IncomingCalls calls, ServerCall<byte[], byte[]> call, Metadata headers, MethodContract method) {
		this.calls = calls;
		this.call = call;
		this.headers = headers;
		this.method = method;
		this.deadline = calls.deadline(this.context);
	}

	/**
	 * The server tells its listeners of a caller who gives up behind a method that runs,
	 * and the context at once.
	 */
	void start() {
		this.context.addListener(this, Runnable::run);
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
			this.cancellation.cancel();
		}
	}

	@Override
	public void onMessage(byte[] message) {
		if (this.message != null) {
			end(IncomingCalls.notOne("several"));
		}
		this.message = message;
	}

	@Override
	public void onHalfClose() {
		byte[] message = this.message;
		if (message == null) {
			end(IncomingCalls.notOne("none"));
		}
		else if (!this.ended.get()) {
			handle(message);
		}
	}

	void handle(byte[] message) {
		RpcCall call = this.calls.call(this.method, this.call, this.headers, message, this.deadline, this.cancellation);
		RpcReply reply;
		try {
			reply = this.calls.handle(call);
		}
		catch (RpcException ex) {
			reply = RpcReply.failure(RpcFailure.answered(ex.status(), ex.reason()));
		}
		catch (RuntimeException ex) {
			reply = IncomingCalls.broken(call, ex);
		}
		CompletableFuture<RpcReply> pending = reply.pending();
		if (pending != null) {
			await(call, pending);
		}
		else {
			end(reply);
		}
	}

	private void await(RpcCall call, CompletableFuture<RpcReply> pending) {
		Runnable takeBack = RpcTimer.later(this.deadline.remainingNanos(), this::expire);
		pending.whenComplete((done, failure) -> {
			takeBack.run();
			end((failure != null) ? IncomingCalls.broken(call, failure) : done);
		});
	}

	private void expire() {
		if (!this.ended.get()) {
			end(RpcReply.failure(RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED,
					"The method took longer than the deadline allowed (" + this.deadline.describe() + ").", true)));
			this.cancellation.cancel();
		}
	}

	private void end(RpcReply reply) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		over();
		try {
			Answers.write(this.call, reply, this.method.service(), this.calls.isDraining());
		}
		catch (RuntimeException ex) {
			// The caller may have gone away at this very moment.
			logger.debug("The answer of " + this.method + " could not be written", ex);
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
