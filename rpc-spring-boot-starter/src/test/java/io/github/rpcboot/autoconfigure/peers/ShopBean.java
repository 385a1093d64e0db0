package io.github.rpcboot.autoconfigure.peers;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;

/** Sells to one customer at a time. Its clock stands still. */
@RemoteService
class ShopBean implements Shop {

	private static final Instant NOW = Instant.parse("2026-11-01T12:30:00.5Z");

	private static final Map<String, BigDecimal> PRICES = Map.of("tea", new BigDecimal("4.50"), "teapot",
			new BigDecimal("39.00"));

	private final TreeMap<Long, Order> orders = new TreeMap<>();

	private final Map<String, Integer> stock = new TreeMap<>();

	/** As on the first day. */
	void open() {
		this.orders.clear();
		this.stock.putAll(Map.of("tea", 10, "teapot", 3));
	}

	@Override
	public Order place(NewOrder order) throws OutOfStock {
		for (Line line : order.lines()) {
			int left = this.stock.getOrDefault(line.sku(), 0);
			if (left < line.quantity()) {
				throw new OutOfStock(line.sku(), left);
			}
		}
		order.lines().forEach((line) -> this.stock.merge(line.sku(), -line.quantity(), Integer::sum));
		List<OrderLine> lines = order.lines().stream().map(ShopBean::priced).toList();
		Order placed = new Order(this.orders.size() + 1, OrderState.PLACED, order.customer(), lines,
				sum(lines.stream()), NOW);
		this.orders.put(placed.id(), placed);
		return placed;
	}

	private static OrderLine priced(Line line) {
		BigDecimal price = PRICES.get(line.sku());
		if (price == null) {
			throw new RpcException(RpcStatus.NOT_FOUND, "Nobody sells '" + line.sku() + "'");
		}
		return new OrderLine(line.sku(), line.quantity(), price);
	}

	@Override
	public Order find(long id) {
		return this.orders.get(id);
	}

	@Override
	public List<Order> list(OrderState state) {
		return this.orders.values().stream().filter((order) -> order.state() == state).toList();
	}

	@Override
	public Optional<Order> latest() {
		return this.orders.values().stream().reduce((first, second) -> second);
	}

	/** Nobody ever finishes the receipt of order -1. */
	@Override
	public CompletableFuture<Receipt> receipt(long id) {
		if (id == -1) {
			return new CompletableFuture<>();
		}
		Order order = existing(id);
		return CompletableFuture.supplyAsync(() -> new Receipt(id, order.total(), NOW));
	}

	private Order existing(long id) {
		Order order = find(id);
		if (order == null) {
			throw new RpcException(RpcStatus.NOT_FOUND, "There is no order " + id);
		}
		return order;
	}

	@Override
	public void cancel(long id, String reason) {
		Order order = existing(id);
		this.orders.put(id,
				new Order(id, OrderState.CANCELLED, order.customer(), order.lines(), order.total(), order.placedAt()));
	}

	@Override
	public Map<String, Integer> stock() {
		return this.stock;
	}

	@Override
	public Delivery deliver(long id, LocalDate earliest, Duration within) {
		return new Delivery(earliest, earliest.plusDays(within.toDays()), within, null);
	}

	@Override
	public String pay(Payment payment) {
		return (payment instanceof Card card) ? "card " + card.number() : "cash " + ((Cash) payment).given();
	}

	@Override
	public byte[] label(long id, boolean large, double scale) {
		return (id + " " + large + " " + scale).getBytes(StandardCharsets.UTF_8);
	}

	/** The seventh is one too many. */
	@Override
	public Stream<Order> watch(int count) throws OutOfStock {
		if (count < 0) {
			throw new OutOfStock("patience", 0);
		}
		return IntStream.rangeClosed(1, count).mapToObj((number) -> {
			if (number == 7) {
				throw new RpcException(RpcStatus.ABORTED, "The shop has closed");
			}
			return new Order(number, OrderState.PLACED, new Customer("Ada", new Address("1", "London", "GB")),
					List.of(), BigDecimal.ONE, NOW);
		});
	}

	@Override
	public BigDecimal sum(Stream<OrderLine> lines) {
		return lines.map((line) -> line.price().multiply(BigDecimal.valueOf(line.quantity())))
			.reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	@Override
	public Stream<OrderLine> prices(Stream<Line> lines) {
		return lines.map(ShopBean::priced);
	}

}
