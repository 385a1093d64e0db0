package io.github.rpcboot.call.protobuf;

import java.util.Arrays;

import io.github.rpcboot.call.RpcLimits;
import org.jspecify.annotations.Nullable;

/**
 * Where in a message the codec is, and how deep it may go. Kept as it is when something
 * fails, so that the failure can name the place.
 */
abstract class Position {

	private static final int FEW = 8;

	private static final int LONGEST_PATH = 200;

	private final int limit;

	private @Nullable String[] names = new String[FEW];

	private int[] indexes = new int[FEW];

	private int depth = -1;

	Position(RpcLimits limits) {
		this.limit = limits.depth();
	}

	/** Goes into a message. */
	final void enter() throws TooDeepException {
		if (this.depth + 1 >= this.limit) {
			throw new TooDeepException();
		}
		this.depth++;
		if (this.depth == this.names.length) {
			this.names = Arrays.copyOf(this.names, 2 * this.depth);
			this.indexes = Arrays.copyOf(this.indexes, 2 * this.depth);
		}
		this.names[this.depth] = null;
		this.indexes[this.depth] = -1;
	}

	/** Comes out of a message. */
	final void leave() {
		this.depth--;
	}

	/** Comes to a member, or to none of them. */
	final void at(@Nullable String name) {
		this.names[this.depth] = name;
		this.indexes[this.depth] = -1;
	}

	/** Comes to an element of the member. */
	final void atIndex(int index) {
		this.indexes[this.depth] = index;
	}

	final String path() {
		StringBuilder path = new StringBuilder("$");
		for (int i = 0; i <= this.depth && this.names[i] != null; i++) {
			path.append('.').append(this.names[i]);
			if (this.indexes[i] >= 0) {
				path.append('[').append(this.indexes[i]).append(']');
			}
		}
		String text = path.toString().replaceAll("[^\\x20-\\x7e]", "?");
		return (text.length() > LONGEST_PATH) ? text.substring(0, LONGEST_PATH) + "…" : text;
	}

}
