package io.github.rpcboot.protocol.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Ends an exchange that a socket's read time-out cannot: one whose answer drips, whose
 * caller cancels, or whose caller is interrupted. A read of a plain socket ignores the
 * interruption of a platform thread, so such threads are looked after every 20 ms.
 */
final class ExchangeWatch implements AutoCloseable {

	private static final long LOOK_AFTER = TimeUnit.MILLISECONDS.toNanos(20);

	private static final long IDLE_SECONDS = 10;

	private static final @Nullable MethodHandle IS_VIRTUAL = isVirtual();

	private static final ScheduledThreadPoolExecutor TIMER = timer();

	private final Deadline deadline;

	private final Cancellation cancellation;

	private final Runnable abort;

	private final Runnable onCancel = this::abort;

	private final @Nullable Thread interruptible;

	private volatile boolean closed;

	private volatile boolean aborted;

	private volatile ScheduledFuture<?> next;

	ExchangeWatch(Deadline deadline, Cancellation cancellation, Runnable abort) {
		this.deadline = deadline;
		this.cancellation = cancellation;
		this.abort = abort;
		this.interruptible = isVirtual(Thread.currentThread()) ? null : Thread.currentThread();
		this.next = TIMER.schedule(this::look, delay(), TimeUnit.NANOSECONDS);
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

	private static ScheduledThreadPoolExecutor timer() {
		ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "rpc-deadlines");
			thread.setDaemon(true);
			thread.setContextClassLoader(null);
			return thread;
		});
		timer.setRemoveOnCancelPolicy(true);
		// An application that is undeployed must not stay behind in this thread.
		timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		timer.allowCoreThreadTimeOut(true);
		return timer;
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
			this.next = TIMER.schedule(this::look, delay(), TimeUnit.NANOSECONDS);
			if (this.closed) {
				this.next.cancel(false);
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
		this.next.cancel(false);
		this.cancellation.remove(this.onCancel);
	}

}
