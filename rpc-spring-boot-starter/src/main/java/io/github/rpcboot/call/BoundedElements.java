package io.github.rpcboot.call;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import org.jspecify.annotations.Nullable;

/**
 * Elements that are waited for only so long. They come from code of the application's
 * own, so that whoever waits for one when the time is over, or when nobody wants it any
 * more, is interrupted: only while it waits, and nothing of that is left behind. What
 * they come from is closed once, and never while somebody pulls.
 *
 * @since 0.1.0
 */
public final class BoundedElements implements ElementSource {

	/** Moments are odd numbers here. */
	private static final long RESTING = 0;

	private static final long WOKEN = 2;

	private final ElementSource source;

	private final Duration idle;

	private final Deadline total;

	private final LongSupplier quiet;

	private final String whose;

	private final Runnable onQuiet;

	/** Since when somebody waits, or that nobody does. */
	private final AtomicLong waiting = new AtomicLong(RESTING);

	private final AtomicBoolean sourceClosed = new AtomicBoolean();

	private volatile @Nullable Thread reader;

	private volatile @Nullable End end;

	private volatile boolean closed;

	private @Nullable RpcWatch watch;

	private BoundedElements(ElementSource source, Duration idle, LongSupplier quiet, Deadline total, String whose,
			Runnable onQuiet) {
		this.quiet = quiet;
		this.source = source;
		this.idle = idle;
		this.total = total;
		this.whose = whose;
		this.onQuiet = onQuiet;
	}

	/**
	 * Bounds elements.
	 * @param source the elements
	 * @param idle the longest time that one of them is waited for
	 * @param total when none is waited for any more
	 * @param whose whose elements they are, to begin an error with, such as
	 * {@code The caller's own stream}
	 * @param onQuiet what to do besides when one was waited for too long; runs on the
	 * thread of all watches, and must not block
	 * @return the same elements, which fail with {@code deadline_exceeded} when one of
	 * them is late
	 */
	public static BoundedElements around(ElementSource source, Duration idle, Deadline total, String whose,
			Runnable onQuiet) {
		return around(source, idle, () -> Long.MAX_VALUE, total, whose, onQuiet);
	}

	/**
	 * Bounds elements whose source may wait for somebody else.
	 * @param source the elements
	 * @param idle the longest time that nobody but the source is waited for
	 * @param quiet for how many nanoseconds the source itself has waited for nobody;
	 * called on the thread of all watches, and must not block
	 * @param total when none is waited for any more
	 * @param whose whose elements they are, to begin an error with
	 * @param onQuiet what to do besides when one was waited for too long; runs on the
	 * thread of all watches, and must not block
	 * @return the same elements, which fail with {@code deadline_exceeded} when one of
	 * them is late
	 */
	public static BoundedElements around(ElementSource source, Duration idle, LongSupplier quiet, Deadline total,
			String whose, Runnable onQuiet) {
		return new BoundedElements(source, idle, quiet, total, whose, onQuiet);
	}

	/**
	 * Whether one of the elements was waited for in vain for the idle time.
	 * @return whether that is what they failed with
	 */
	public boolean isQuiet() {
		return this.end == End.QUIET;
	}

	@Override
	public @Nullable Object next() throws Throwable {
		long since = begin();
		Object element = null;
		Throwable thrown = null;
		try {
			element = this.source.next();
		}
		catch (Throwable ex) {
			thrown = ex;
		}
		if (rest(since)) {
			throw failure();
		}
		if (thrown != null) {
			throw thrown;
		}
		return element;
	}

	private long begin() {
		long since = System.nanoTime() | 1;
		this.reader = Thread.currentThread();
		this.waiting.set(since);
		if (this.end != null || this.closed) {
			rest(since);
			throw failure();
		}
		if (this.watch == null) {
			watch();
		}
		return since;
	}

	/**
	 * Tells whether the wait was ended from outside; what is left of that is taken away.
	 */
	private boolean rest(long since) {
		boolean woken = !this.waiting.compareAndSet(since, RESTING);
		if (woken) {
			synchronized (this) {
				Thread.interrupted();
				this.waiting.set(RESTING);
			}
		}
		if (this.closed) {
			closeSource();
		}
		return woken;
	}

	/** Once for all elements, however many come. */
	private synchronized void watch() {
		if (!this.closed) {
			this.watch = new Watch();
			this.watch.begin();
		}
	}

	/** Looks whether the time is over, for the current element or for all. */
	void look() {
		long since = this.waiting.get();
		if (this.end != null) {
			return;
		}
		if ((since & 1) != 0 && isQuietSince(since)) {
			if (wake(since, End.QUIET)) {
				this.onQuiet.run();
			}
		}
		else if (this.total.isExpired()) {
			giveUp(End.LATE);
		}
	}

	private boolean isQuietSince(long since) {
		long idle = this.idle.toNanos();
		return System.nanoTime() - since >= idle && this.quiet.getAsLong() >= idle;
	}

	/** An element that comes at this very moment wins. */
	private synchronized boolean wake(long since, End how) {
		if (!this.waiting.compareAndSet(since, WOKEN)) {
			return false;
		}
		Thread waits = this.reader;
		if (this.end == null) {
			this.end = how;
		}
		if (waits != null) {
			waits.interrupt();
		}
		return true;
	}

	/** Whoever begins to wait now sees it, and whoever does so already is woken. */
	private void giveUp(End how) {
		synchronized (this) {
			if (this.end == null) {
				this.end = how;
			}
		}
		long since = this.waiting.get();
		if ((since & 1) != 0) {
			wake(since, how);
		}
	}

	private RpcException failure() {
		End how = this.end;
		if (how == End.QUIET) {
			return new RpcException(RpcStatus.DEADLINE_EXCEEDED,
					this.whose + " had no next element within its idle time of " + this.idle.toMillis() + " ms.");
		}
		return (how == End.LATE)
				? new RpcException(RpcStatus.DEADLINE_EXCEEDED,
						this.whose + " had no next element before the deadline.")
				: new RpcException(RpcStatus.CANCELED, "The caller gave up.");
	}

	/** Interrupts whoever waits for an element. */
	@Override
	public void cancel() {
		giveUp(End.CANCELED);
		this.source.cancel();
	}

	/** Whoever is still pulling closes the source itself, when it is back. */
	@Override
	public void close() {
		synchronized (this) {
			this.closed = true;
			if (this.watch != null) {
				this.watch.end();
			}
		}
		if (this.waiting.get() == RESTING) {
			closeSource();
		}
	}

	private void closeSource() {
		if (this.sourceClosed.compareAndSet(false, true)) {
			this.source.close();
		}
	}

	private final class Watch extends RpcWatch {

		@Override
		protected void look() {
			BoundedElements.this.look();
		}

	}

	private enum End {

		QUIET, LATE, CANCELED

	}

}
