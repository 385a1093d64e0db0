package io.github.rpcboot.migration.openfeign;

/** The shop does not have it. */
class NoSuchItem extends Exception {

	NoSuchItem(String message) {
		super(message);
	}

}
