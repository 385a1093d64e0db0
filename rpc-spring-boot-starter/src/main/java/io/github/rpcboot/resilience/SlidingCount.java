package io.github.rpcboot.resilience;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Counts what happened within a time that slides, in slots. Without a lock: a slot holds
 * the number of its turn and its count in one word.
 */
final class SlidingCount {

	private static final int COUNT_BITS = 40;

	private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

	private static final long TURN_MASK = (1L << (Long.SIZE - COUNT_BITS - 1)) - 1;

	private final LongSupplier clock;

	private final long origin;

	private final long slotNanos;

	private final AtomicLongArray slots;

	SlidingCount(LongSupplier clock, int slots, long slotNanos) {
		this.clock = clock;
		this.origin = clock.getAsLong();
		this.slotNanos = slotNanos;
		this.slots = new AtomicLongArray(slots);
	}

	/** Turns begin with 1, so that an empty slot is never one of now. */
	private long turn() {
		return (this.clock.getAsLong() - this.origin) / this.slotNanos + 1;
	}

	void increment() {
		long turn = turn();
		int index = (int) (turn % this.slots.length());
		long marked = (turn & TURN_MASK) << COUNT_BITS;
		while (true) {
			long before = this.slots.get(index);
			long after = ((before & ~COUNT_MASK) == marked) ? before + 1 : marked + 1;
			if (isLate(before, turn) || this.slots.compareAndSet(index, before, after)) {
				return;
			}
		}
	}

	/** Whoever was held up since it looked at the clock must not undo newer counts. */
	private boolean isLate(long slot, long turn) {
		long ahead = ((slot >>> COUNT_BITS) - turn) & TURN_MASK;
		return slot != 0 && ahead > 0 && ahead < TURN_MASK / 2;
	}

	long sum() {
		long turn = turn();
		long sum = 0;
		for (int i = 0; i < this.slots.length(); i++) {
			long slot = this.slots.get(i);
			long age = (turn - (slot >>> COUNT_BITS)) & TURN_MASK;
			if (slot != 0 && age < this.slots.length()) {
				sum += slot & COUNT_MASK;
			}
		}
		return sum;
	}

	void clear() {
		for (int i = 0; i < this.slots.length(); i++) {
			this.slots.set(i, 0);
		}
	}

}
