package io.github.rpcboot.protocol.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicReference;

import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.RpcWatch;
import org.jspecify.annotations.Nullable;

/**
 * Ends an exchange that a socket's read time-out cannot: one whose answer drips, whose
 * next bytes are late, whose caller cancels, or whose caller is interrupted. A read of a
 * plain socket ignores the interruption of a platform thread, so such threads are looked
 * after too; a channel does not.
 */
final class ExchangeWatch extends RpcWatch implements AutoCloseable {

	private static final @Nullable MethodHandle IS_VIRTUAL = isVirtual();

	private final Cancellation cancellation;

	private final Runnable abort;

	private final Runnable onCancel = this::abort;

	private final @Nullable Thread interruptible;

	private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

	private volatile @Nullable Deadline awaited;

	private volatile boolean late;

	ExchangeWatch(Deadline deadline, Cancellation cancellation, Runnable abort) {
		this(deadline, cancellation, abort, isVirtual(Thread.currentThread()) ? null : Thread.currentThread());
	}

	private ExchangeWatch(Deadline deadline, Cancellation cancellation, Runnable abort,
			@Nullable Thread interruptible) {
		this.awaited = deadline;
		this.cancellation = cancellation;
		this.abort = abort;
		this.interruptible = interruptible;
		cancellation.onCancel(this.onCancel);
		begin();
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

	/** Waits for this from now on: bytes, or room for some. */
	void expect(Deadline deadline) {
		this.awaited = deadline;
	}

	/** It has come; time ends nothing now. */
	void rest() {
		this.awaited = null;
	}

	@Override
	protected void look() {
		boolean interrupted = this.interruptible != null && this.interruptible.isInterrupted();
		Deadline awaited = this.awaited;
		boolean over = awaited != null && awaited.isExpired();
		if (this.state.get() == State.RUNNING && (interrupted || over)) {
			this.late = over;
			abort();
		}
	}

	private void abort() {
		if (this.state.compareAndSet(State.RUNNING, State.ABORTED)) {
			this.abort.run();
		}
	}

	/** Whether what was awaited was late, and the exchange was ended for that. */
	boolean isLate() {
		return this.late;
	}

	/** Once the watch is closed, the answer does not change any more. */
	boolean isAborted() {
		return this.state.get() == State.ABORTED;
	}

	@Override
	public void close() {
		this.state.compareAndSet(State.RUNNING, State.CLOSED);
		end();
		this.cancellation.remove(this.onCancel);
	}

	/** An exchange is over once, in one way. */
	private enum State {

		RUNNING, ABORTED, CLOSED

	}

}
