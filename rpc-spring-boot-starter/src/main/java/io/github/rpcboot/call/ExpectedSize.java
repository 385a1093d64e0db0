package io.github.rpcboot.call;

/**
 * How large the next message of a method is likely to be, so that its buffer need not
 * grow by copies. A larger message counts at once, smaller ones little by little; a large
 * one does not make room for ever. Threads may overwrite what others saw: it is a guess.
 */
final class ExpectedSize {

	private static final int LEAST = 64;

	private static final int MOST = 64 * 1024;

	private static final int SHARE = 8;

	private int bytes = 512;

	LimitedOutput output(int limit, String what) {
		return new LimitedOutput(this.bytes, limit, what);
	}

	/** For tests. */
	int room() {
		return this.bytes;
	}

	byte[] end(LimitedOutput output) {
		byte[] message = output.toByteArray();
		int expected = this.bytes;
		int seen = Math.min(Math.max(message.length, LEAST), MOST);
		if (seen > expected) {
			this.bytes = seen;
		}
		else if (expected - seen >= SHARE) {
			this.bytes = expected - (expected - seen) / SHARE;
		}
		return message;
	}

}
