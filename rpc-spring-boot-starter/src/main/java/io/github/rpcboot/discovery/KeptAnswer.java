package io.github.rpcboot.discovery;

import java.time.Duration;
import java.util.List;

/**
 * The answer in use. It stays while its source fails, and for a while when the source
 * says that there is nothing any more. Changed by one look-up at a time.
 *
 * @param <T> what is looked up
 */
final class KeptAnswer<T> {

	private final LookupReport report;

	private final Duration hold;

	private volatile List<T> answer = List.of();

	private volatile State state = State.NOT_ASKED;

	private long emptySince;

	KeptAnswer(LookupReport report, Duration hold) {
		this.report = report;
		this.hold = hold;
	}

	/**
	 * {@return an immutable list, the same object until it changes}
	 */
	List<T> answer() {
		return this.answer;
	}

	State state() {
		return this.state;
	}

	/**
	 * The source has answered.
	 * @return whether there is no reason to ask again soon
	 */
	boolean answered(List<T> next, long now) {
		if (next.isEmpty()) {
			empty(now);
			return false;
		}
		if (!isSame(next)) {
			this.answer = List.copyOf(next);
		}
		boolean recovered = this.state != State.GOOD && this.state != State.NOT_ASKED;
		this.state = State.GOOD;
		if (recovered) {
			this.report.recovered(next.size());
		}
		return true;
	}

	/** Many sources answer in another order each time, which is no change. */
	private boolean isSame(List<T> next) {
		return next.size() == this.answer.size() && this.answer.containsAll(next);
	}

	private void empty(long now) {
		boolean first = this.state != State.EMPTY;
		this.state = State.EMPTY;
		if (first) {
			this.emptySince = now;
		}
		if (!this.answer.isEmpty() && now - this.emptySince >= this.hold.toNanos()) {
			this.answer = List.of();
			this.report.givenUp();
		}
		else if (first) {
			this.report.empty(this.answer.size(), this.hold, now);
		}
	}

	/**
	 * The source has failed. An empty answer after it is held anew: a registry that has
	 * started again knows nobody at first.
	 * @return whether there is no reason to ask again soon
	 */
	boolean failed(Throwable ex, long now) {
		boolean first = this.state != State.FAILING;
		this.state = State.FAILING;
		if (first) {
			this.report.failed(ex, this.answer.size(), now);
		}
		return false;
	}

	/** What the source said last. */
	enum State {

		/** It has not said anything. */
		NOT_ASKED,

		/** There is something. */
		GOOD,

		/** There is nothing. */
		EMPTY,

		/** It failed. */
		FAILING

	}

}
