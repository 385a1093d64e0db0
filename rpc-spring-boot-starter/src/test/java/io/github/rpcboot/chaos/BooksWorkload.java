package io.github.rpcboot.chaos;

import io.github.rpcboot.RpcException;

/** Calls through a client, and compares the answers. */
class BooksWorkload implements Workload {

	private final Books books;

	BooksWorkload(Books books) {
		this.books = books;
	}

	@Override
	public void read(long id) {
		check(id, this.books.read(id));
	}

	@Override
	public void write(long id) {
		check(id, this.books.write(id));
	}

	static void check(long id, long answer) {
		if (id != answer) {
			throw new IllegalStateException("The answer to call " + answer + " came for call " + id);
		}
	}

	/**
	 * Anything but our own exception keeps its class name, which no invariant forgives.
	 */
	static Verdict verdict(Throwable failure) {
		if (failure instanceof RpcException rpc) {
			return new Verdict(rpc.status().code(), rpc.mayHaveExecuted(), rpc.attempts(), rpc.getMessage());
		}
		return new Verdict(failure.getClass().getName(), true, 0, String.valueOf(failure.getMessage()));
	}

}
