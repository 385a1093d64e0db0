package io.github.rpcboot.call;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * The call that the current thread is handling. Outgoing calls of the same thread inherit
 * its deadline, its cancellation and the metadata that the configuration names. It is
 * bound to the handling thread only: work that moves to another thread starts fresh
 * unless {@link #wrap(Runnable)} takes the context along.
 *
 * @since 0.1.0
 */
public final class RpcContext {

	private static final ThreadLocal<RpcContext> CURRENT = new ThreadLocal<>();

	private final RpcCall call;

	private RpcContext(RpcCall call) {
		this.call = call;
	}

	/**
	 * The call that the current thread is handling.
	 * @return the context, or {@code null} if the thread handles none
	 */
	public static @Nullable RpcContext current() {
		return CURRENT.get();
	}

	/**
	 * Binds a call to the current thread.
	 * @param call the call that is handled
	 * @return closes the binding and restores what was bound before
	 */
	public static Scope open(RpcCall call) {
		RpcContext before = CURRENT.get();
		CURRENT.set(new RpcContext(call));
		return () -> restore(before);
	}

	/**
	 * Takes the context of the current thread along.
	 * @param task a task for another thread
	 * @return the task within this context
	 */
	public static Runnable wrap(Runnable task) {
		RpcContext context = CURRENT.get();
		return () -> {
			try (Scope scope = bind(context)) {
				task.run();
			}
		};
	}

	/**
	 * Takes the context of the current thread along.
	 * @param task a task for another thread
	 * @param <T> the type of its result
	 * @return the task within this context
	 */
	public static <T> Callable<T> wrap(Callable<T> task) {
		RpcContext context = CURRENT.get();
		return () -> {
			try (Scope scope = bind(context)) {
				return task.call();
			}
		};
	}

	private static Scope bind(@Nullable RpcContext context) {
		RpcContext before = CURRENT.get();
		restore(context);
		return () -> restore(before);
	}

	private static void restore(@Nullable RpcContext context) {
		if (context != null) {
			CURRENT.set(context);
		}
		else {
			CURRENT.remove();
		}
	}

	/**
	 * When the handled call is over.
	 * @return its deadline
	 */
	public Deadline deadline() {
		return this.call.deadline();
	}

	/**
	 * The metadata that arrived with the handled call.
	 * @return its headers
	 */
	public RpcHeaders headers() {
		return this.call.headers();
	}

	/**
	 * Who makes the handled call.
	 * @return the caller
	 */
	public RpcPeer peer() {
		return this.call.peer();
	}

	/**
	 * The handled method.
	 * @return for example {@code Orders/place}
	 */
	public String method() {
		return this.call.method().toString();
	}

	/**
	 * Whether the caller has given up or the deadline has passed, so that further work is
	 * for nobody.
	 * @return whether the call is over
	 */
	public boolean isCanceled() {
		return this.call.cancellation().isCanceled() || this.call.deadline().isExpired();
	}

	/**
	 * Tells when the caller of the handled call gives up.
	 * @return its cancellation
	 */
	public Cancellation cancellation() {
		return this.call.cancellation();
	}

	/**
	 * What observes the handled call, for the calls that are made for it.
	 * @return an observation of the library that is in use, {@code null} if nothing
	 * observes the call
	 */
	public @Nullable Object observation() {
		return this.call.observation();
	}

	/**
	 * A binding of a context to a thread.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface Scope extends AutoCloseable {

		@Override
		void close();

	}

}
