package io.github.rpcboot.protocol.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.RpcTimer;
import org.jspecify.annotations.Nullable;

/**
 * Ends an exchange that a socket's read time-out cannot: one whose answer drips, whose
 * caller cancels, or whose caller is interrupted. A read of a plain socket ignores the
 * interruption of a platform thread, so such threads are looked after every 20 ms.
 */
final class ExchangeWatch implements AutoCloseable {

	private static final long LOOK_AFTER = TimeUnit.MILLISECONDS.toNanos(20);

	private static final @Nullable MethodHandle IS_VIRTUAL = isVirtual();

	private final Deadline deadline;

	private final Cancellation cancellation;

	private final Runnable abort;

	private final Runnable onCancel = this::abort;

	private final @Nullable Thread interruptible;

	private volatile boolean closed;

	private volatile boolean aborted;

	private volatile Runnable takeBack;

	ExchangeWatch(Deadline deadline, Cancellation cancellation, Runnable abort) {
		this.deadline = deadline;
		this.cancellation = cancellation;
		this.abort = abort;
		this.interruptible = isVirtual(Thread.currentThread()) ? null : Thread.currentThread();
		this.takeBack = RpcTimer.later(delay(), this::look);
		cancellation.onCancel(this.onCancel);
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
		if (this.closed) {
			return;
		}
		if (interrupted || this.deadline.isExpired()) {
			abort();
		}
		else {
			this.takeBack = RpcTimer.later(delay(), this::look);
			if (this.closed) {
				this.takeBack.run();
			}
		}
	}

	private void abort() {
		if (!this.closed) {
			this.aborted = true;
			this.abort.run();
		}
	}

	boolean isAborted() {
		return this.aborted;
	}

	@Override
	public void close() {
		this.closed = true;
		this.takeBack.run();
		this.cancellation.remove(this.onCancel);
	}

}
