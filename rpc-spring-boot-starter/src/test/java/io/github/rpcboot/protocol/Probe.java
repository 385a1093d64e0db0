package io.github.rpcboot.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteMethod;
import io.github.rpcboot.RpcStatus;

/**
 * The contract of the tests of every transport: one method per thing that can happen.
 */
public interface Probe {

	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	String echo(String text);

	Item item(Item item);

	List<Item> items(int count);

	Item nullItem();

	String nullText();

	Optional<String> maybe(boolean present);

	void nothing();

	String text(int length);

	String fail(RpcStatus status, String message);

	void reserve(String sku, int missing) throws OutOfStock;

	void breakDown(String secret);

	long remainingMillis();

	String hang(String text);

	boolean waitUntilCanceled();

	CompletableFuture<String> later(String text);

	CompletableFuture<Item> laterNull();

	CompletableFuture<String> laterOutOfStock(String sku) throws OutOfStock;

	CompletableFuture<String> never();

	record Item(String name, int amount, Instant at) {

		public static Item example() {
			return new Item("chair", 3, Instant.parse("2026-01-02T03:04:05Z"));
		}

	}

	/**
	 * A declared exception with fields.
	 */
	class OutOfStock extends Exception {

		private static final long serialVersionUID = 1L;

		private final String sku;

		private final int missing;

		public OutOfStock(String message, String sku, int missing) {
			super(message);
			this.sku = sku;
			this.missing = missing;
		}

		public String getSku() {
			return this.sku;
		}

		public int getMissing() {
			return this.missing;
		}

	}

}
