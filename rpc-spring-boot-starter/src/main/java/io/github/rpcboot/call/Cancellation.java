package io.github.rpcboot.call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells everybody who works on a call that its caller has given up. Cancelling runs the
 * registered actions once. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class Cancellation {

	private static final Log logger = LogFactory.getLog(Cancellation.class);

	private final Object lock = new Object();

	/** The only action of nearly every call. */
	private @Nullable Runnable first;

	/** What was registered behind it. */
	private @Nullable Set<Runnable> others;

	private volatile boolean canceled;

	/**
	 * Whether the caller has given up.
	 * @return whether {@link #cancel()} was called
	 */
	public boolean isCanceled() {
		return this.canceled;
	}

	/** Gives up: runs every registered action, in order. Further calls do nothing. */
	public void cancel() {
		take().forEach(Runnable::run);
	}

	/**
	 * Gives up as {@link #cancel()} does, but has another thread run the actions: for a
	 * thread that others wait for, such as the one that looks after all deadlines. What
	 * the application's own code does when it is canceled may block.
	 */
	public void cancelApart() {
		List<Runnable> toRun = take();
		if (!toRun.isEmpty()) {
			CallThreads.apart(() -> toRun.forEach(Cancellation::run));
		}
	}

	private List<Runnable> take() {
		synchronized (this.lock) {
			List<Runnable> toRun = new ArrayList<>();
			if (this.first != null) {
				toRun.add(this.first);
			}
			if (this.others != null) {
				toRun.addAll(this.others);
			}
			this.first = null;
			this.others = null;
			this.canceled = true;
			return toRun;
		}
	}

	private static void run(Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException ex) {
			logger.warn("What a canceled call had begun could not be canceled", ex);
		}
	}

	/**
	 * Registers what to do when the caller gives up; runs it at once if that has
	 * happened.
	 * @param action what to do; it must not block
	 */
	public void onCancel(Runnable action) {
		synchronized (this.lock) {
			if (!this.canceled) {
				add(action);
				return;
			}
		}
		action.run();
	}

	private void add(Runnable action) {
		if (action.equals(this.first)) {
			return;
		}
		if (this.first == null && this.others == null) {
			this.first = action;
			return;
		}
		if (this.others == null) {
			this.others = new LinkedHashSet<>();
		}
		this.others.add(action);
	}

	/**
	 * Takes an action back.
	 * @param action what was registered
	 */
	public void remove(Runnable action) {
		synchronized (this.lock) {
			if (action.equals(this.first)) {
				this.first = null;
			}
			else if (this.others != null) {
				this.others.remove(action);
			}
		}
	}

}
