package io.github.rpcboot.call;

/**
 * What is known about a failed attempt, which decides whether it may be repeated.
 *
 * @since 0.1.0
 */
public enum FailureClass {

	/** Class A: no byte of the request was written. */
	NEVER_SENT,

	/** Class B: the provider says that the method did not start. */
	REFUSED,

	/** Class C: the request was written, and no readable answer came. */
	AMBIGUOUS,

	/** Class D: the provider answered with an error. */
	ANSWERED,

	/** Class E: the deadline passed, the caller gave up, or a local limit was reached. */
	OVER

}
