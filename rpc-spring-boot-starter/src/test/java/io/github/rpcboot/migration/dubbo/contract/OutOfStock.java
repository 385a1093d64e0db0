package io.github.rpcboot.migration.dubbo.contract;

/** There is not enough of an item. */
public class OutOfStock extends Exception {

	private static final long serialVersionUID = 1L;

	private final String item;

	private final int available;

	public OutOfStock(String item, int available) {
		super("Only " + available + " of '" + item + "' left");
		this.item = item;
		this.available = available;
	}

	public String getItem() {
		return this.item;
	}

	public int getAvailable() {
		return this.available;
	}

}
