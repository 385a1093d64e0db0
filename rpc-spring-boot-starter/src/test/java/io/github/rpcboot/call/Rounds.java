package io.github.rpcboot.call;

import java.util.concurrent.atomic.AtomicInteger;

import static org.awaitility.Awaitility.await;

/**
 * Counts how often everything that waits is looked after, for tests of what must not
 * happen meanwhile.
 */
public final class Rounds extends RpcWatch {

	private final AtomicInteger looks = new AtomicInteger();

	private Rounds() {
	}

	/**
	 * Waits until all watches that have begun have had their turn so often.
	 * @param count how often
	 */
	public static void pass(int count) {
		Rounds rounds = new Rounds();
		rounds.begin();
		try {
			// The round that is under way may have passed by some of the watches.
			await().until(() -> rounds.looks.get() > count);
		}
		finally {
			rounds.end();
		}
	}

	@Override
	protected void look() {
		this.looks.incrementAndGet();
	}

}
