package io.github.rpcboot.provider;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Who may start: as many as the limit says, the others in the order of their arrival. A
 * burst is waited out. But a queue that does not become empty while calls come and go
 * twice only makes every call slower, so then nobody waits long, until nobody has been
 * refused for a second (after CoDel, RFC 8289). Knows no threads; safe for use by many.
 */
final class AdmissionQueue {

	/** Short enough for a minute of overload, long enough for a burst. */
	private static final long SHORTEST_INTERVAL = TimeUnit.MILLISECONDS.toNanos(250);

	private static final long LONGEST_INTERVAL = TimeUnit.SECONDS.toNanos(1);

	private static final long CALM = TimeUnit.SECONDS.toNanos(1);

	/** One call is so small a part of what is known of the last ones. */
	private static final int MEMORY = 16;

	private static final long SHORT_WAIT = TimeUnit.MILLISECONDS.toNanos(15);

	/** Only virtual threads come in such numbers. */
	private static final int MOST_WAITERS = 4096;

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<Waiter> waiters = new ArrayDeque<>();

	private final IntSupplier limit;

	private final long maxWait;

	private final LongSupplier clock;

	private int inFlight;

	/** When the queue was empty last, or overload was over. */
	private long standingSince;

	private boolean overloaded;

	private long lastRefusal;

	/** How long a queue may stand: twice what calls take of late. */
	private long interval = LONGEST_INTERVAL;

	AdmissionQueue(IntSupplier limit, long maxWait, LongSupplier clock) {
		this.limit = limit;
		this.maxWait = maxWait;
		this.clock = clock;
	}

	/** Starts, if that is possible at once. */
	boolean tryEnter() {
		this.lock.lock();
		try {
			admitWaiters();
			if (!this.waiters.isEmpty() || this.inFlight >= this.limit.getAsInt()) {
				return false;
			}
			this.inFlight++;
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Starts or waits.
	 * @param arrived when the call came, by the clock
	 * @param latest when its deadline passes
	 * @param wake is run when it is decided, by whoever decides; it must not block
	 * @return where to see what is decided
	 */
	Waiter enter(long arrived, long latest, Runnable wake) {
		this.lock.lock();
		try {
			if (tryEnter()) {
				return new Waiter(latest, Waiter.State.ADMITTED, wake);
			}
			long now = this.clock.getAsLong();
			if (this.waiters.isEmpty()) {
				this.standingSince = now;
			}
			long expires = earlier(latest, expires(arrived));
			if (expires - now <= 0 || this.waiters.size() >= MOST_WAITERS) {
				this.lastRefusal = now;
				return new Waiter(expires, Waiter.State.REFUSED, wake);
			}
			Waiter waiter = new Waiter(expires, Waiter.State.WAITING, wake);
			this.waiters.add(waiter);
			return waiter;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The queue is not empty while one waits, so this is known when it arrives. */
	private long expires(long arrived) {
		long soonest = arrived + SHORT_WAIT;
		long standing = this.standingSince + this.interval;
		boolean soon = this.overloaded || standing - soonest < 0;
		return earlier(arrived + this.maxWait, soon ? soonest : standing);
	}

	private void look(long now) {
		if (this.overloaded && now - this.lastRefusal >= CALM) {
			this.overloaded = false;
			this.standingSince = now;
		}
		else if (!this.overloaded && !this.waiters.isEmpty() && now - this.standingSince >= this.interval) {
			this.overloaded = true;
			this.lastRefusal = now;
		}
	}

	private static long earlier(long one, long other) {
		return (one - other < 0) ? one : other;
	}

	/**
	 * One that was admitted has succeeded.
	 * @param took how long it ran
	 */
	void leave(long took) {
		this.lock.lock();
		try {
			long enough = Math.max(SHORTEST_INTERVAL, Math.min(LONGEST_INTERVAL, 2 * took));
			this.interval += (enough - this.interval) / MEMORY;
			leave();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** One that was admitted is done, and says nothing about the time that calls take. */
	void leave() {
		this.lock.lock();
		try {
			this.inFlight--;
			admitWaiters();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void admitWaiters() {
		long now = this.clock.getAsLong();
		look(now);
		for (Waiter first = this.waiters.peek(); first != null; first = this.waiters.peek()) {
			if (first.expires - now <= 0) {
				this.waiters.remove();
				refuse(first, now);
			}
			else if (this.inFlight < this.limit.getAsInt()) {
				this.waiters.remove();
				this.inFlight++;
				first.decide(Waiter.State.ADMITTED);
			}
			else {
				return;
			}
		}
	}

	private void refuse(Waiter waiter, long now) {
		this.lastRefusal = now;
		waiter.decide(Waiter.State.REFUSED);
	}

	/** Waits no longer; without effect on one that does not wait. */
	void giveUp(Waiter waiter) {
		this.lock.lock();
		try {
			if (waiter.isWaiting()) {
				long now = this.clock.getAsLong();
				look(now);
				this.waiters.remove(waiter);
				refuse(waiter, now);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	int limit() {
		return this.limit.getAsInt();
	}

	int inFlight() {
		this.lock.lock();
		try {
			return this.inFlight;
		}
		finally {
			this.lock.unlock();
		}
	}

	int waiting() {
		this.lock.lock();
		try {
			return this.waiters.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** One that has come. */
	static final class Waiter {

		private final long expires;

		private final Runnable wake;

		private volatile State state;

		private Waiter(long expires, State state, Runnable wake) {
			this.expires = expires;
			this.state = state;
			this.wake = wake;
		}

		private void decide(State state) {
			this.state = state;
			this.wake.run();
		}

		long expires() {
			return this.expires;
		}

		boolean isWaiting() {
			return this.state == State.WAITING;
		}

		boolean isAdmitted() {
			return this.state == State.ADMITTED;
		}

		private enum State {

			WAITING, ADMITTED, REFUSED

		}

	}

}
