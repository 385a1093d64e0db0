package io.github.rpcboot.migration.dubbo.behaviour;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.rpcboot.migration.dubbo.contract.NewOrder;
import io.github.rpcboot.migration.dubbo.contract.Order;
import io.github.rpcboot.migration.dubbo.contract.Orders;
import io.github.rpcboot.migration.dubbo.contract.OutOfStock;

/** The provider's work, without a word of how it is called. */
public class Shop implements Orders {

	private final CountDownLatch truck = new CountDownLatch(1);

	private final AtomicInteger deliveries = new AtomicInteger();

	private final Supplier<String> tenant;

	/**
	 * Makes a shop.
	 * @param tenant reads what a caller sent beside the arguments
	 */
	public Shop(Supplier<String> tenant) {
		this.tenant = tenant;
	}

	@Override
	public Order find(long id) {
		if (id == 13) {
			throw new IllegalStateException("The table of orders is broken");
		}
		return (id == 99) ? null : order(id, "Ada");
	}

	@Override
	public List<Order> list(String buyer) {
		return List.of(order(1, buyer), order(2, buyer));
	}

	@Override
	public Order place(NewOrder order) throws OutOfStock {
		if (order.quantity() > 3) {
			throw new OutOfStock(order.item(), 3);
		}
		return order(7, order.buyer() + " of " + this.tenant.get());
	}

	@Override
	public CompletableFuture<Order> receipt(long id) {
		return CompletableFuture.supplyAsync(() -> order(id, "Ada"));
	}

	/** Order 5 is delivered today; the others when the truck arrives. */
	@Override
	public String delivery(long id) {
		this.deliveries.incrementAndGet();
		try {
			return (id == 5 || this.truck.await(30, TimeUnit.SECONDS)) ? "today" : "never";
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return "never";
		}
	}

	/**
	 * How often somebody asked for a delivery.
	 * @return the number of calls that arrived
	 */
	public int deliveries() {
		return this.deliveries.get();
	}

	/** Lets the slow calls end. */
	public void arrive() {
		this.truck.countDown();
	}

	private static Order order(long id, String buyer) {
		Order order = new Order();
		order.setId(id);
		order.setBuyer(buyer);
		order.setTotal(new BigDecimal("13.50"));
		order.setDay(LocalDate.of(2026, 11, 23));
		return order;
	}

}
