package io.github.rpcboot.migration.openfeign;

/** Another item has the name. */
class NameTaken extends Exception {

	NameTaken(String message) {
		super(message);
	}

}
