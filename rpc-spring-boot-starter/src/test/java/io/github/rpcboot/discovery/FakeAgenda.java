package io.github.rpcboot.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Runs look-ups on the thread of the test, when the test lets time pass.
 */
final class FakeAgenda implements Agenda {

	private final List<Task> tasks = new ArrayList<>();

	private long now = 1000;

	private boolean closed;

	@Override
	public long nanoTime() {
		return this.now;
	}

	@Override
	public Runnable later(long delayNanos, Runnable action) {
		Task task = new Task(this.now + delayNanos, action);
		if (!this.closed) {
			this.tasks.add(task);
		}
		return () -> this.tasks.removeIf((one) -> one == task);
	}

	/** Runs what is due now. */
	void run() {
		advance(Duration.ZERO);
	}

	void advance(Duration time) {
		long end = this.now + time.toNanos();
		for (Task next = first(); next != null && next.at <= end; next = first()) {
			this.tasks.remove(next);
			this.now = Math.max(this.now, next.at);
			next.action.run();
		}
		this.now = end;
	}

	private Task first() {
		return this.tasks.stream().min(Comparator.comparingLong(Task::at)).orElse(null);
	}

	int planned() {
		return this.tasks.size();
	}

	@Override
	public void close() {
		this.closed = true;
		this.tasks.clear();
	}

	private record Task(long at, Runnable action) {
	}

}
