package io.github.rpcboot.migration.dubbo.behaviour;

import java.util.List;

import io.github.rpcboot.migration.dubbo.contract.Order;
import io.github.rpcboot.migration.dubbo.contract.OutOfStock;

/** What the consumer does, whatever carries its calls. */
public interface Checkout {

	Order find(long id);

	List<Order> list(String buyer);

	Order place(String buyer, String item, int quantity) throws OutOfStock;

	Order receipt(long id);

	/**
	 * When an order comes, or {@code "later"} if the shop does not say in time.
	 */
	String delivery(long id);

}
