package io.github.rpcboot.discovery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * One question that is asked again and again: after the refresh time while the answers
 * are good, every second while they are not. Never asked twice at a time.
 *
 * @param <T> what is looked up
 */
final class Lookup<T> implements AutoCloseable {

	private static final long SOON = TimeUnit.SECONDS.toNanos(1);

	private final Question<T> question;

	private final KeptAnswer<T> kept;

	private final Agenda agenda;

	private final long refresh;

	private final Runnable changed;

	private final CountDownLatch asked = new CountDownLatch(1);

	private @Nullable Runnable planned;

	private volatile boolean answered;

	private boolean running;

	private boolean again;

	private boolean closed;

	Lookup(Question<T> question, KeptAnswer<T> kept, Agenda agenda, Duration refresh, Runnable changed) {
		this.question = question;
		this.kept = kept;
		this.agenda = agenda;
		this.refresh = refresh.toNanos();
		this.changed = changed;
	}

	KeptAnswer<T> kept() {
		return this.kept;
	}

	/** Asks at once; if the question is being asked, then once more after it. */
	synchronized void refresh() {
		if (this.running) {
			this.again = true;
		}
		else {
			plan(0);
		}
	}

	private void plan(long delay) {
		if (this.planned != null) {
			this.planned.run();
		}
		this.planned = this.closed ? null : this.agenda.later(delay, this::run);
	}

	private synchronized boolean begin() {
		if (this.running || this.closed) {
			return false;
		}
		this.running = true;
		return true;
	}

	private void run() {
		if (begin()) {
			boolean good = false;
			try {
				good = ask();
			}
			finally {
				this.asked.countDown();
				end(good);
			}
		}
	}

	/** A registry's client may lack a class, which must not end the look-ups either. */
	private boolean ask() {
		List<T> before = this.kept.answer();
		boolean good;
		try {
			good = this.kept.answered(this.question.ask(before), this.agenda.nanoTime());
		}
		catch (Exception | LinkageError ex) {
			good = this.kept.failed(ex, this.agenda.nanoTime());
		}
		boolean first = !this.answered;
		this.answered = true;
		if (first || this.kept.answer() != before) {
			this.changed.run();
		}
		return good;
	}

	private synchronized void end(boolean good) {
		this.running = false;
		plan(this.again ? 0 : good ? this.refresh : Math.min(SOON, this.refresh));
		this.again = false;
	}

	/**
	 * Waits for the first answer, good or bad.
	 * @param nanos the longest time
	 */
	void await(long nanos) {
		try {
			this.asked.await(nanos, TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	boolean isAsked() {
		return this.answered;
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.planned != null) {
			this.planned.run();
		}
	}

	/**
	 * Asks a source.
	 *
	 * @param <T> what is looked up
	 */
	@FunctionalInterface
	interface Question<T> {

		/**
		 * Asks, and may block.
		 * @param last the answer in use
		 * @return the new answer
		 * @throws Exception if there is none
		 */
		List<T> ask(List<T> last) throws Exception;

	}

}
