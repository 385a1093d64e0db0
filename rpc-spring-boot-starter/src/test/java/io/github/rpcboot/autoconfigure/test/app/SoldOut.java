package io.github.rpcboot.autoconfigure.test.app;

/** Declared by the contract, so its field travels. */
public class SoldOut extends Exception {

	private final String item;

	public SoldOut(String item) {
		super(item + " is sold out");
		this.item = item;
	}

	public String getItem() {
		return this.item;
	}

}
