package io.github.rpcboot.migration.httpservice;

/** There is not enough of an item. */
class OutOfStock extends Exception {

	private final int available;

	OutOfStock(int available) {
		super("Only " + available + " left");
		this.available = available;
	}

	int available() {
		return this.available;
	}

}
