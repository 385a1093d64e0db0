package io.github.rpcboot.protocol.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.RpcTimer;
import org.jspecify.annotations.Nullable;

/**
 * Ends an exchange that a socket's read time-out cannot: one whose answer drips, whose
 * caller cancels, or whose caller is interrupted. A read of a plain socket ignores the
 * interruption of a platform thread, so such threads are looked after every 20 ms; a
 * channel does not.
 */
final class ExchangeWatch implements AutoCloseable {

	private static final long LOOK_AFTER = TimeUnit.MILLISECONDS.toNanos(20);

	private static final @Nullable MethodHandle IS_VIRTUAL = isVirtual();

	private final Deadline deadline;

	private final Cancellation cancellation;

	private final Runnable abort;

	private final Runnable onCancel = this::abort;

	private final @Nullable Thread interruptible;

	private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

	private volatile Runnable takeBack;

	ExchangeWatch(Deadline deadline, Cancellation cancellation, Runnable abort) {
		this(deadline, cancellation, abort, isVirtual(Thread.currentThread()) ? null : Thread.currentThread());
	}

	private ExchangeWatch(Deadline deadline, Cancellation cancellation, Runnable abort,
			@Nullable Thread interruptible) {
		this.deadline = deadline;
		this.cancellation = cancellation;
		this.abort = abort;
		this.interruptible = interruptible;
		this.takeBack = RpcTimer.later(delay(), this::look);
		cancellation.onCancel(this.onCancel);
	}

	/** For an exchange that the interruption of its thread ends by itself. */
	static ExchangeWatch overChannel(Deadline deadline, Cancellation cancellation, Runnable abort) {
		return new ExchangeWatch(deadline, cancellation, abort, null);
	}

	private static @Nullable MethodHandle isVirtual() {
		try {
			return MethodHandles.publicLookup()
				.findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
		}
		catch (ReflectiveOperationException ex) {
			return null;
		}
	}

	private static boolean isVirtual(Thread thread) {
		try {
			return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(thread);
		}
		catch (Throwable ex) {
			return false;
		}
	}

	private long delay() {
		long remaining = Math.max(0, this.deadline.remainingNanos());
		return (this.interruptible != null) ? Math.min(LOOK_AFTER, remaining) : remaining;
	}

	private void look() {
		boolean interrupted = this.interruptible != null && this.interruptible.isInterrupted();
		if (this.state.get() != State.RUNNING) {
			return;
		}
		if (interrupted || this.deadline.isExpired()) {
			abort();
		}
		else {
			this.takeBack = RpcTimer.later(delay(), this::look);
			if (this.state.get() == State.CLOSED) {
				this.takeBack.run();
			}
		}
	}

	private void abort() {
		if (this.state.compareAndSet(State.RUNNING, State.ABORTED)) {
			this.abort.run();
		}
	}

	/** Once the watch is closed, the answer does not change any more. */
	boolean isAborted() {
		return this.state.get() == State.ABORTED;
	}

	@Override
	public void close() {
		this.state.compareAndSet(State.RUNNING, State.CLOSED);
		this.takeBack.run();
		this.cancellation.remove(this.onCancel);
	}

	/** An exchange is over once, in one way. */
	private enum State {

		RUNNING, ABORTED, CLOSED

	}

}
