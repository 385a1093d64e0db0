package io.github.rpcboot.benchmarks.speed;

import java.util.List;

/** What is called, by every product. */
public interface Shop {

	/**
	 * A few bytes each way.
	 * @param name a name
	 * @return a greeting
	 */
	String hello(String name);

	/**
	 * About 1 KB of JSON each way.
	 * @param order an order
	 * @return the same order
	 */
	Order placeOrder(Order order);

	/**
	 * About 10 KB of JSON back for 100.
	 * @param count how many
	 * @return users
	 */
	List<User> listUsers(int count);

}
