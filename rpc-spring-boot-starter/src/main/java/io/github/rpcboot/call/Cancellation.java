package io.github.rpcboot.call;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tells everybody who works on a call that its caller has given up. Cancelling runs the
 * registered actions once, on the canceling thread. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class Cancellation {

	private final Set<Runnable> actions = new LinkedHashSet<>(2);

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
		Set<Runnable> toRun;
		synchronized (this.actions) {
			if (this.canceled) {
				return;
			}
			this.canceled = true;
			toRun = new LinkedHashSet<>(this.actions);
			this.actions.clear();
		}
		toRun.forEach(Runnable::run);
	}

	/**
	 * Registers what to do when the caller gives up; runs it at once if that has
	 * happened.
	 * @param action what to do; it must not block
	 */
	public void onCancel(Runnable action) {
		synchronized (this.actions) {
			if (!this.canceled) {
				this.actions.add(action);
				return;
			}
		}
		action.run();
	}

	/**
	 * Takes an action back.
	 * @param action what was registered
	 */
	public void remove(Runnable action) {
		synchronized (this.actions) {
			this.actions.remove(action);
		}
	}

}
