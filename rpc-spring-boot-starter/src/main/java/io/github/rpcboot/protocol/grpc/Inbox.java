package io.github.rpcboot.protocol.grpc;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Messages that have come and wait for their reader. One thread adds and one takes, at a
 * time each, and neither holds the other: the reader asks for more when it has taken half
 * of what it has asked for, so that small messages come many at a time and large ones one
 * by one.
 */
final class Inbox {

	/** Before the size of messages is known. */
	private static final int FIRST = 4;

	private static final int MOST = 128;

	private static final int MOST_BYTES = 64 * 1024;

	private final Queue<byte[]> messages = new ConcurrentLinkedQueue<>();

	private final IntConsumer request;

	/** What was asked for and not taken yet; known to the reader only. */
	private int open;

	private int size = MOST_BYTES / FIRST;

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
		this.open = FIRST;
		this.request.accept(FIRST);
	}

	void add(byte[] message) {
		this.messages.add(message);
		wake();
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
		if (message != null) {
			taken(message.length);
		}
		return message;
	}

	private void taken(int length) {
		this.open--;
		this.size = Math.max(length, this.size - (this.size >> 3));
		int window = Math.min(MOST, Math.max(1, MOST_BYTES / Math.max(1, this.size)));
		if (this.open <= window / 2 && !this.complete) {
			int more = window - this.open;
			this.open = window;
			this.request.accept(more);
		}
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
