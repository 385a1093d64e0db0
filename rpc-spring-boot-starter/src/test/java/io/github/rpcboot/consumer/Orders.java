package io.github.rpcboot.consumer;

import java.util.List;
import java.util.concurrent.CompletableFuture;

interface Orders extends Countable {

	String find(int id);

	Order place(Order order) throws OutOfStock;

	CompletableFuture<String> findLater(int id);

	List<String> all();

	void touch();

	default String describe(int id) {
		return "local " + id;
	}

	record Order(String sku, int amount) {

	}

	class OutOfStock extends Exception {

		private final int left;

		OutOfStock(String message, int left) {
			super(message);
			this.left = left;
		}

		int left() {
			return this.left;
		}

	}

}
