package io.github.rpcboot.call.protobuf;

import io.github.rpcboot.call.RpcLimits;

/**
 * How deep in a message the codec is, and how deep it may go. The place of a failure is
 * put together while the failure passes through the messages around it, so that messages
 * without one pay nothing for it.
 */
abstract class Position {

	private static final int LONGEST_PATH = 200;

	private final int limit;

	private int depth;

	private String failed = "";

	Position(RpcLimits limits) {
		this.limit = limits.depth();
	}

	/** Goes into a message. */
	final void enter() throws TooDeepException {
		if (this.depth >= this.limit) {
			throw new TooDeepException();
		}
		this.depth++;
	}

	/** Comes out of a message. */
	final void leave() {
		this.depth--;
	}

	/** A failure comes out of a member. */
	final void failedIn(String name) {
		this.failed = "." + name + this.failed;
	}

	/** A failure comes out of an element, whose list is told next. */
	final void failedAt(int index) {
		this.failed = "[" + index + "]" + this.failed;
	}

	final String path() {
		String text = ("$" + this.failed).replaceAll("[^\\x20-\\x7e]", "?");
		return (text.length() > LONGEST_PATH) ? text.substring(0, LONGEST_PATH) + "…" : text;
	}

}
