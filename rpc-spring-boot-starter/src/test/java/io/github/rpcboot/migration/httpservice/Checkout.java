package io.github.rpcboot.migration.httpservice;

/** What the application does, whatever its clients are. */
interface Checkout {

	/**
	 * The name of an item, or {@code "unknown"}.
	 */
	String name(long id);

	/**
	 * Orders for a buyer.
	 */
	Confirmation order(long id, int quantity, String buyer) throws OutOfStock;

	/**
	 * When an item comes, or {@code "later"} if the shop does not say in time.
	 */
	String delivery(long id);

}
