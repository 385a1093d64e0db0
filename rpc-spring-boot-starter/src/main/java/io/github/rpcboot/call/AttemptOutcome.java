package io.github.rpcboot.call;

/**
 * What an attempt says about the instance that it was sent to.
 *
 * @since 0.1.0
 */
public enum AttemptOutcome {

	/** The instance answered, with a result or with an error of its own. */
	ANSWERED,

	/**
	 * The instance answered with an error that may be its own fault: internal, unknown,
	 * data loss or unavailable.
	 */
	FAULTY,

	/** The instance answered, and said that it is about to stop. */
	DRAINING,

	/** The instance said that it did not start the method. */
	REFUSED,

	/** No byte of the request could be written. */
	NEVER_SENT,

	/**
	 * No connection was accepted in time, so that no byte could be written. The instance
	 * may be there, and have too much to do.
	 */
	NOT_ACCEPTED,

	/** The request was written, and no readable answer came. */
	BROKEN,

	/** No answer came although the attempt had all of its configured time. */
	TIMED_OUT,

	/** The attempt ended for a reason that says nothing about the instance. */
	ABANDONED,

	/** The instance was not asked, or the request went to another place. */
	NOT_ASKED

}
