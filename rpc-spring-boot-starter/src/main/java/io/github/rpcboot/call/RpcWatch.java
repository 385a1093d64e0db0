package io.github.rpcboot.call;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits and is looked after every ten milliseconds, such as a call that
 * must end with its deadline. Nearly every call ends long before, so beginning and ending
 * a watch costs next to nothing, where a task of a timer would be put into a queue in
 * order and be searched there again.
 *
 * @since 0.1.0
 */
public abstract class RpcWatch {

	private static final Log logger = LogFactory.getLog(RpcWatch.class);

	private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(10);

	/** Rounds that find nothing before they end. */
	private static final int MOST_EMPTY = 10;

	private static final Row[] ROWS = rows();

	private static final AtomicBoolean GOING_ROUND = new AtomicBoolean();

	private final Row row = ROWS[ThreadLocalRandom.current().nextInt(ROWS.length)];

	private @Nullable RpcWatch before;

	private @Nullable RpcWatch behind;

	private boolean watched;

	/** Makes a watch that has not begun. */
	protected RpcWatch() {
	}

	private static Row[] rows() {
		Row[] rows = new Row[16];
		for (int i = 0; i < rows.length; i++) {
			rows[i] = new Row();
		}
		return rows;
	}

	/**
	 * Begins to wait for the end of a deadline.
	 * @param deadline when to act
	 * @param late what to do then, once, on a thread that it may hold
	 * @return the watch, to be ended when what it waits for has come
	 */
	public static RpcWatch until(Deadline deadline, Runnable late) {
		RpcWatch watch = new Until(deadline, late);
		if (deadline.isBounded()) {
			watch.begin();
		}
		return watch;
	}

	/** Begins to be looked after; once. */
	public final void begin() {
		this.row.add(this);
		goRound(0);
	}

	/** Ends it, if it has begun. A look may be under way, or be the last one. */
	public final void end() {
		this.row.remove(this);
	}

	/**
	 * Looks whether the time is over. Called by one thread for all, so it must neither
	 * block nor take long, also once after the end.
	 */
	protected abstract void look();

	private static void goRound(int empty) {
		if (!GOING_ROUND.get() && GOING_ROUND.compareAndSet(false, true)) {
			boolean going = false;
			try {
				RpcTimer.later(EVERY, () -> round(empty));
				going = true;
			}
			finally {
				if (!going) {
					GOING_ROUND.set(false);
				}
			}
		}
	}

	private static void round(int emptyBefore) {
		int empty = emptyBefore + 1;
		try {
			for (Row row : ROWS) {
				for (RpcWatch watch : row.all()) {
					empty = 0;
					look(watch);
				}
			}
		}
		finally {
			GOING_ROUND.set(false);
			// Whoever began meanwhile has seen rounds under way.
			if (empty < MOST_EMPTY || !isEmpty()) {
				goRound(empty);
			}
		}
	}

	/**
	 * An error is one watch's too: a class that is missing must not stop all the others.
	 */
	private static void look(RpcWatch watch) {
		try {
			watch.look();
		}
		catch (Throwable ex) {
			logger.error("A watch failed: " + watch, ex);
		}
	}

	private static boolean isEmpty() {
		for (Row row : ROWS) {
			if (!row.all().isEmpty()) {
				return false;
			}
		}
		return true;
	}

	private static final class Until extends RpcWatch {

		private final Deadline deadline;

		private final Runnable late;

		Until(Deadline deadline, Runnable late) {
			this.deadline = deadline;
			this.late = late;
		}

		@Override
		protected void look() {
			if (this.deadline.isExpired()) {
				CallThreads.late(this.late);
				end();
			}
		}

	}

	/** A list of its own for some of the watches, so that threads seldom meet. */
	private static final class Row {

		private @Nullable RpcWatch first;

		synchronized void add(RpcWatch watch) {
			RpcWatch next = this.first;
			watch.behind = next;
			if (next != null) {
				next.before = watch;
			}
			this.first = watch;
			watch.watched = true;
		}

		synchronized void remove(RpcWatch watch) {
			if (!watch.watched) {
				return;
			}
			watch.watched = false;
			RpcWatch before = watch.before;
			RpcWatch behind = watch.behind;
			if (before != null) {
				before.behind = behind;
			}
			else {
				this.first = behind;
			}
			if (behind != null) {
				behind.before = before;
			}
			watch.before = null;
			watch.behind = null;
		}

		synchronized List<RpcWatch> all() {
			if (this.first == null) {
				return List.of();
			}
			List<RpcWatch> all = new ArrayList<>();
			for (RpcWatch next = this.first; next != null; next = next.behind) {
				all.add(next);
			}
			return all;
		}

	}

}
