package io.github.rpcboot.discovery;

import java.time.Duration;

/**
 * The time that the start of an application waits for first answers: two seconds in all,
 * however many names there are and however slow their service is.
 */
final class Patience {

	private static final Duration AT_THE_START = Duration.ofSeconds(2);

	private long nanos;

	Patience() {
		this(AT_THE_START);
	}

	Patience(Duration all) {
		this.nanos = all.toNanos();
	}

	synchronized void await(Lookup<?> lookup) {
		long begin = System.nanoTime();
		lookup.await(Math.max(0, this.nanos));
		this.nanos -= System.nanoTime() - begin;
	}

}
