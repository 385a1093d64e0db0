package io.github.rpcboot.resilience;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

import io.github.rpcboot.call.AttemptOutcome;

/** What is known of one instance. */
final class InstanceState {

	/** Nothing speaks against it. */
	static final int FINE = 0;

	/** It is about to stop. */
	static final int DRAINING = 1;

	/** It refused a connection: to try again would cost nothing. */
	static final int REFUSING = 2;

	/** It failed too often, but can be reached. */
	static final int EJECTED = 3;

	/** It does not accept or does not answer: to try again costs time. */
	static final int SILENT = 4;

	private static final long SILENCE = TimeUnit.SECONDS.toNanos(1);

	/** An attempt that timed out beside answered ones tells of the method. */
	private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long DRAIN = TimeUnit.SECONDS.toNanos(5);

	private static final int FAILURE_SLOTS = 4;

	private final LongSupplier clock;

	private final IntUnaryOperator random;

	private final long firstSeen;

	private final AtomicInteger inFlight = new AtomicInteger();

	/** Failed answers of the last second: they weigh as calls in flight. */
	private final SlidingCount recentFailures;

	private final ConnectBackOff backOff = new ConnectBackOff();

	private final Ejection ejection;

	private volatile long listedAt;

	/** When it was sent the first call since it was heard of. */
	private volatile long waitingSince;

	private volatile boolean waiting;

	private volatile long drainingUntil;

	private volatile boolean draining;

	private volatile long answeredAt;

	InstanceState(LongSupplier clock, IntUnaryOperator random) {
		this.clock = clock;
		this.random = random;
		this.firstSeen = clock.getAsLong();
		this.listedAt = this.firstSeen;
		this.answeredAt = this.firstSeen - SILENCE;
		this.recentFailures = new SlidingCount(clock, FAILURE_SLOTS, TimeUnit.MILLISECONDS.toNanos(250));
		this.ejection = new Ejection(clock);
	}

	/** What speaks against it now. */
	int rank(long now) {
		if (this.backOff.isCalm() && isSilent(now)) {
			fallSilent(now);
		}
		if (!this.backOff.isReady(now)) {
			return this.backOff.wasRefused() ? REFUSING : SILENT;
		}
		if (this.ejection.isClosed(now)) {
			return EJECTED;
		}
		return (this.draining && now - this.drainingUntil < 0) ? DRAINING : FINE;
	}

	/**
	 * A frozen process still takes connections. One that was sent a call and has not
	 * answered anything for a second since is treated as one that cannot be reached: a
	 * call now and then looks after it. A slow call beside answered ones, and how often
	 * calls come, do not matter.
	 */
	private boolean isSilent(long now) {
		return this.waiting && now - this.waitingSince > SILENCE;
	}

	/** It may have answered since the caller looked. */
	private synchronized void fallSilent(long now) {
		if (isSilent(now)) {
			this.backOff.waited(now, this.random.applyAsInt(ConnectBackOff.JITTER_STEPS));
		}
	}

	long load() {
		return this.inFlight.get() + this.recentFailures.sum();
	}

	int inFlight() {
		return this.inFlight.get();
	}

	long age(long now) {
		return now - this.firstSeen;
	}

	void listed(long now) {
		this.listedAt = now;
	}

	long listedAt() {
		return this.listedAt;
	}

	boolean isEjected() {
		return this.ejection.isOut();
	}

	void started(long now) {
		this.inFlight.incrementAndGet();
		if (!this.waiting) {
			this.waitingSince = now;
			this.waiting = true;
		}
		if (!this.backOff.isCalm() || this.ejection.isOut()) {
			synchronized (this) {
				this.backOff.started(now);
				this.ejection.started(now);
			}
		}
	}

	/**
	 * Learns from an attempt.
	 * @param outcome what became of it
	 * @return what the outcome changes for the instance
	 */
	Change finished(AttemptOutcome outcome) {
		int others = this.inFlight.decrementAndGet();
		long now = this.clock.getAsLong();
		if (outcome == AttemptOutcome.NOT_ASKED && others == 0) {
			this.waiting = false;
		}
		if (outcome == AttemptOutcome.ANSWERED) {
			this.answeredAt = now;
		}
		if (outcome == AttemptOutcome.ANSWERED && this.backOff.isCalm() && !this.ejection.isOut()) {
			this.waiting = false;
			this.ejection.succeeded();
			return Change.NONE;
		}
		return change(outcome, now);
	}

	/** Whoever sends the head of a stream is there, however long the rest takes. */
	synchronized void begun(boolean drains) {
		long now = this.clock.getAsLong();
		this.waiting = false;
		this.answeredAt = now;
		if (drains) {
			drains(now);
		}
	}

	private void drains(long now) {
		this.drainingUntil = now + DRAIN;
		this.draining = true;
	}

	private synchronized Change change(AttemptOutcome outcome, long now) {
		this.ejection.said(outcome == AttemptOutcome.ABANDONED || outcome == AttemptOutcome.NOT_ASKED);
		return switch (outcome) {
			case ABANDONED, NOT_ASKED -> Change.NONE;
			case ANSWERED, FAULTY, DRAINING, REFUSED -> answered(outcome, now);
			case NOT_ACCEPTED -> isBusy(now) ? weighs() : failed(outcome, now);
			case NEVER_SENT, BROKEN, TIMED_OUT -> failed(outcome, now);
		};
	}

	private Change answered(AttemptOutcome outcome, long now) {
		this.waiting = false;
		this.answeredAt = now;
		this.backOff.reached();
		if (outcome == AttemptOutcome.DRAINING) {
			drains(now);
		}
		if (outcome == AttemptOutcome.REFUSED || outcome == AttemptOutcome.FAULTY) {
			this.recentFailures.increment();
		}
		if (outcome != AttemptOutcome.REFUSED) {
			this.ejection.succeeded();
		}
		return this.ejection.readmit(now) ? Change.BACK : Change.NONE;
	}

	/**
	 * A full queue of connections drops the next ones without a word. Whoever answers
	 * others meanwhile has too much to do, and is not gone.
	 */
	private boolean isBusy(long now) {
		return this.backOff.isCalm() && now - this.answeredAt < SILENCE;
	}

	private Change weighs() {
		this.recentFailures.increment();
		this.ejection.said(true);
		return Change.NONE;
	}

	private Change failed(AttemptOutcome outcome, long now) {
		this.recentFailures.increment();
		notReached(outcome, now);
		if (this.ejection.isOut()) {
			if (outcome == AttemptOutcome.BROKEN || this.backOff.isCalm()) {
				this.ejection.failedAgain(now, this.random.applyAsInt(Ejection.JITTER_STEPS));
			}
			else {
				this.ejection.said(true);
			}
			return Change.NONE;
		}
		return this.ejection.failed(outcome != AttemptOutcome.TIMED_OUT) ? Change.TO_EJECT : Change.NONE;
	}

	private void notReached(AttemptOutcome outcome, long now) {
		int jitter = this.random.applyAsInt(ConnectBackOff.JITTER_STEPS);
		if (outcome == AttemptOutcome.BROKEN) {
			this.waiting = false;
		}
		else if (outcome == AttemptOutcome.NEVER_SENT) {
			this.backOff.refused(now, jitter);
		}
		else if (outcome == AttemptOutcome.NOT_ACCEPTED || (this.waiting && now - this.waitingSince > QUIET)) {
			this.backOff.waited(now, jitter);
		}
	}

	/**
	 * Unless another failure of the same moment has done it. How long one is out that
	 * cannot be reached is for the back-off to say: it is back as soon as it answers.
	 */
	synchronized boolean eject() {
		if (this.ejection.isOut()) {
			return false;
		}
		if (this.backOff.isCalm()) {
			this.ejection.eject(this.clock.getAsLong(), this.random.applyAsInt(Ejection.JITTER_STEPS));
		}
		else {
			this.ejection.ejectUntilReached(this.clock.getAsLong());
		}
		return true;
	}

	/** What an attempt changes. */
	enum Change {

		/** Nothing. */
		NONE,

		/** The instance has failed too often. */
		TO_EJECT,

		/** The instance was out, and has answered. */
		BACK

	}

}
