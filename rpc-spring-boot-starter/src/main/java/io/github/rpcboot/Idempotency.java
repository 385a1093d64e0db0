package io.github.rpcboot;

/**
 * What a repeated call does, in the terms of protobuf's {@code idempotency_level}. It
 * decides which failures may be repeated; it is declared and never guessed from a name.
 *
 * @since 0.1.0
 */
public enum Idempotency {

	/** Nothing is known: a call that may have run is never repeated. */
	UNKNOWN,

	/** Running it twice has the effect of running it once. */
	IDEMPOTENT,

	/** It only reads. Such a method is also served for HTTP GET. */
	NO_SIDE_EFFECTS

}
