package io.github.rpcboot.chaos;

/**
 * What a failure says of itself.
 *
 * @param code the kind of the failure
 * @param mayHaveExecuted whether the method may have run; {@code true} where a product
 * does not say
 * @param attempts how many attempts were made, 0 where a product does not say
 * @param message its message
 */
public record Verdict(String code, boolean mayHaveExecuted, int attempts, String message) {

	static final String OK = "OK";

	/** No thread of the generator was free: nothing was called. */
	static final String NO_THREAD = "NO_THREAD";

	static final Verdict SUCCESS = new Verdict(OK, true, 0, "");

	static final Verdict NOT_CALLED = new Verdict(NO_THREAD, false, 0, "no thread of the generator was free");

}
