package io.github.rpcboot.demo.provider;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.demo.api.NewOrder;
import io.github.rpcboot.demo.api.Order;
import io.github.rpcboot.demo.api.OrderLine;
import io.github.rpcboot.demo.api.OrderState;
import io.github.rpcboot.demo.api.Orders;
import io.github.rpcboot.demo.api.OutOfStock;
import io.github.rpcboot.demo.api.Receipt;
import io.github.rpcboot.demo.api.Stop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the orders in memory, so every instance has its own.
 */
@RemoteService
class OrderService implements Orders {

	private static final Logger logger = LoggerFactory.getLogger(OrderService.class);

	private final ReentrantLock lock = new ReentrantLock();

	private final Stock stock = new Stock();

	private final SortedMap<Long, Order> orders = new TreeMap<>();

	private long lastId;

	@Override
	public Order place(NewOrder newOrder) throws OutOfStock {
		this.lock.lock();
		try {
			List<OrderLine> lines = this.stock.take(newOrder.lines());
			long id = ++this.lastId;
			Order order = new Order(id, OrderState.PLACED, newOrder.customer(), lines, total(lines), Instant.now());
			this.orders.put(id, order);
			logger.info("Order {} placed", id);
			return order;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public @Nullable Order find(long id) {
		return locked(() -> this.orders.get(id));
	}

	@Override
	public List<Order> list(OrderState state) {
		return locked(() -> this.orders.values().stream().filter((order) -> order.state() == state).toList());
	}

	@Override
	public Optional<Order> latest() {
		return locked(
				() -> this.orders.isEmpty() ? Optional.empty() : Optional.of(this.orders.get(this.orders.lastKey())));
	}

	@Override
	public CompletableFuture<Receipt> receipt(long id) {
		Order order = existing(id);
		return CompletableFuture.supplyAsync(() -> new Receipt(id, order.total(), Instant.now()),
				CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
	}

	@Override
	public Stream<Stop> track(long id) {
		Order order = existing(id);
		LocalDate placed = LocalDate.ofInstant(order.placedAt(), ZoneOffset.UTC);
		List<String> places = List.of("Warehouse", "Harbour", order.customer().address().city());
		return IntStream.range(0, places.size()).mapToObj((day) -> new Stop(places.get(day), placed.plusDays(day)));
	}

	@Override
	public void cancel(long id, String reason) {
		this.lock.lock();
		try {
			Order order = existing(id);
			if (order.state() != OrderState.CANCELLED) {
				this.stock.giveBack(order.lines());
				this.orders.put(id, cancelled(order));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private Order existing(long id) {
		Order order = find(id);
		if (order == null) {
			throw new RpcException(RpcStatus.NOT_FOUND, "There is no order " + id);
		}
		return order;
	}

	private <T extends @Nullable Object> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	private static Order cancelled(Order order) {
		return new Order(order.id(), OrderState.CANCELLED, order.customer(), order.lines(), order.total(),
				order.placedAt());
	}

	private static BigDecimal total(List<OrderLine> lines) {
		BigDecimal total = BigDecimal.ZERO;
		for (OrderLine line : lines) {
			total = total.add(line.price().multiply(BigDecimal.valueOf(line.quantity())));
		}
		return total;
	}

}
