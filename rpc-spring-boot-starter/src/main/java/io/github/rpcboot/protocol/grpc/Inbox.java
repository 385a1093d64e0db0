package io.github.rpcboot.protocol.grpc;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Messages that have come and wait for their reader. One thread adds and one takes, at a
 * time each, and neither holds the other. Nobody knows how large the next message is, so
 * that few are asked for at any moment: again by whoever adds, while little waits, and
 * otherwise by the reader, when it has taken half of that and nothing is on its way.
 */
final class Inbox {

	/** What may be on its way, and be as large as a message may be. */
	private static final int FEW = 4;

	private static final int MOST_BYTES = 64 * 1024;

	/** What the smallest message counts, so that 128 of them are the most. */
	private static final int LEAST_BYTES = 512;

	private final Queue<byte[]> messages = new ConcurrentLinkedQueue<>();

	private final IntConsumer request;

	private final AtomicLong bytes = new AtomicLong();

	/** How many of the few were not asked for again. */
	private final AtomicInteger heldBack = new AtomicInteger();

	private volatile @Nullable Thread reader;

	private volatile boolean complete;

	/**
	 * Makes an inbox.
	 * @param request asks for a number of messages more
	 */
	Inbox(IntConsumer request) {
		this.request = request;
	}

	/** Asks for the first messages. */
	void open() {
		this.request.accept(FEW);
	}

	void add(byte[] message) {
		// Before the reader can take it off again.
		this.bytes.addAndGet(weight(message));
		this.messages.add(message);
		wake();
		if (this.heldBack.incrementAndGet() >= FEW / 2 && this.bytes.get() < MOST_BYTES) {
			ask();
		}
	}

	private static int weight(byte[] message) {
		return Math.max(LEAST_BYTES, message.length);
	}

	private void ask() {
		int more = this.heldBack.getAndSet(0);
		if (more > 0 && !this.complete) {
			this.request.accept(more);
		}
	}

	/** No message comes any more. */
	void complete() {
		this.complete = true;
		wake();
	}

	/** Lets a reader that waits look around. */
	void wake() {
		Thread waiting = this.reader;
		if (waiting != null) {
			LockSupport.unpark(waiting);
		}
	}

	/** Whether no message comes any more; some may be left. */
	boolean isComplete() {
		return this.complete;
	}

	/** The next message, {@code null} if there is none at this moment. */
	byte @Nullable [] poll() {
		byte[] message = this.messages.poll();
		if (message != null && this.bytes.addAndGet(-weight(message)) <= MOST_BYTES / 2 && this.heldBack.get() == FEW) {
			ask();
		}
		return message;
	}

	/** The current thread is about to wait; it looks once more before it does. */
	void enter() {
		this.reader = Thread.currentThread();
	}

	/** The current thread waits no longer. */
	void leave() {
		this.reader = null;
	}

}
