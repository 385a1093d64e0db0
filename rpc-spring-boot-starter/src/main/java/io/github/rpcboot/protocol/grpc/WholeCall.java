package io.github.rpcboot.protocol.grpc;

import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * A call as the server has it, which can be reset. A {@link ServerCall} can only be
 * closed, behind all that is queued. But the server resets a call whose context is over
 * by time, and asks tracers what that context is to come from.
 */
final class WholeCall extends ServerStreamTracer {

	private static final Context.Key<WholeCall> KEY = Context.key("rpc-whole-call");

	private static final ServerStreamTracer NONE = new ServerStreamTracer() {
	};

	private Context.@Nullable CancellableContext context;

	private volatile @Nullable Runnable task;

	private volatile boolean closed;

	private WholeCall() {
	}

	/**
	 * Makes calls known as a whole.
	 * @param wanted tells by its full name whether that is needed for a method
	 * @return tracers for a server
	 */
	static ServerStreamTracer.Factory tracers(Predicate<String> wanted) {
		return new ServerStreamTracer.Factory() {
			@Override
			public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
				return wanted.test(method) ? new WholeCall() : NONE;
			}
		};
	}

	/**
	 * The call of a context.
	 * @param current a context of the call
	 * @return the call, {@code null} if the server knows no tracers of ours
	 */
	static @Nullable WholeCall of(Context current) {
		return KEY.get(current);
	}

	@Override
	public Context filterContext(Context root) {
		Context.CancellableContext made = root.withCancellation();
		this.context = made;
		return made.withValue(KEY, this);
	}

	@Override
	public void streamClosed(Status status) {
		this.closed = true;
		Runnable task = this.task;
		if (task != null) {
			task.run();
		}
	}

	/**
	 * Does something when nothing of the call is left to send.
	 * @param task what to do, once or twice
	 */
	void onEnd(Runnable task) {
		this.task = task;
		if (this.closed) {
			task.run();
		}
	}

	/** Lets nothing more be sent, of what waits for the caller either. */
	void reset() {
		if (this.context != null) {
			this.context.cancel(new TimeoutException("The caller has not taken the end of its stream"));
		}
	}

}
