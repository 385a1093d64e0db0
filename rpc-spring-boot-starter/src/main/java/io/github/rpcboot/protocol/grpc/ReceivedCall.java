package io.github.rpcboot.protocol.grpc;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.contract.MethodContract;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What all calls that a server receives have in common: how they begin, and that they end
 * once. Whoever is first of the reply, the deadline and a caller who gives up ends a
 * call.
 */
abstract class ReceivedCall extends ServerCall.Listener<byte[]> implements Context.CancellationListener {

	private static final Log logger = LogFactory.getLog(ReceivedCall.class);

	private static final byte[] NOTHING = {};

	private final AtomicBoolean ended = new AtomicBoolean();

	final Cancellation cancellation = new Cancellation();

	final Context context = Context.current();

	final IncomingCalls calls;

	final ServerCall<byte[], byte[]> call;

	private final Metadata headers;

	final MethodContract method;

	final Deadline deadline;

	private byte @Nullable [] message;

	ReceivedCall(IncomingCalls calls, ServerCall<byte[], byte[]> call, Metadata headers, MethodContract method) {
		this.calls = calls;
		this.call = call;
		this.headers = headers;
		this.method = method;
		this.deadline = calls.deadline(method, this.context);
	}

	/**
	 * Asks for the message, if there is one only: what does not exist is refused before
	 * anything of it is read. The server tells its listeners of a caller who gives up
	 * behind a method that runs, and the context at once.
	 */
	final void start() {
		this.context.addListener(this, Runnable::run);
		if (this.method.isKnown() && this.method.requestStream() == null) {
			this.call.request(2);
		}
		else {
			handle(NOTHING);
		}
	}

	/** Handles the call, whose only message this is; empty if it has none. */
	abstract void handle(byte[] message);

	final RpcCall rpcCall(byte[] message) {
		return this.calls.call(this.method, this.call, this.headers, message, this.deadline, this.cancellation);
	}

	@Override
	public final void cancelled(Context context) {
		abandon();
	}

	@Override
	public final void onCancel() {
		abandon();
	}

	/** The thread may be the one that looks after the whole connection. */
	private void abandon() {
		if (over()) {
			abandoned();
			this.cancellation.cancelApart();
		}
	}

	/** The caller has gone; nothing may block here. */
	void abandoned() {
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
		else if (!isEnded()) {
			handle(message);
		}
	}

	final boolean isEnded() {
		return this.ended.get();
	}

	/**
	 * Ends the call.
	 * @return whether nobody has before
	 */
	final boolean end(RpcReply reply) {
		if (!over()) {
			return false;
		}
		try {
			write(reply);
		}
		catch (RuntimeException ex) {
			// The caller may have gone away at this very moment.
			logger.debug("The answer of " + this.method + " could not be written", ex);
		}
		return true;
	}

	void write(RpcReply reply) {
		Answers.write(this.call, reply, this.method.service(), this.calls.isDraining());
	}

	/**
	 * A context that is over cancels its listeners too, and work goes on behind a call.
	 */
	private boolean over() {
		if (!this.ended.compareAndSet(false, true)) {
			return false;
		}
		this.context.removeListener(this);
		this.calls.ended();
		return true;
	}

}
