package io.github.rpcboot.demo.api;

import java.io.Serial;

/**
 * There is less of an article than was ordered. The contract declares this exception, so
 * a caller receives it as it is, fields included.
 *
 * @since 0.1.0
 */
public class OutOfStock extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String sku;

	private final int available;

	/**
	 * Makes the exception.
	 * @param sku the article
	 * @param available how many of it there are
	 */
	public OutOfStock(String sku, int available) {
		super("Only " + available + " of '" + sku + "' left");
		this.sku = sku;
		this.available = available;
	}

	/**
	 * The article that is short.
	 * @return its number
	 */
	public String getSku() {
		return this.sku;
	}

	/**
	 * How many of the article there are.
	 * @return a number, 0 or more
	 */
	public int getAvailable() {
		return this.available;
	}

}
