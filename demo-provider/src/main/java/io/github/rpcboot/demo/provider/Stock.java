package io.github.rpcboot.demo.provider;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.rpcboot.demo.api.NewOrder;
import io.github.rpcboot.demo.api.OrderLine;
import io.github.rpcboot.demo.api.OutOfStock;

/**
 * What the shop has, and what it costs. Not safe for threads: its owner holds a lock.
 */
class Stock {

	private final Map<String, BigDecimal> prices = Map.of("tea", new BigDecimal("4.50"), "coffee",
			new BigDecimal("6.90"), "teapot", new BigDecimal("39.00"));

	private final Map<String, Integer> available = new HashMap<>(Map.of("tea", 1_000, "coffee", 1_000, "teapot", 3));

	/**
	 * Takes everything or nothing.
	 * @param wanted the articles and how many of each
	 * @return the same with prices
	 * @throws OutOfStock if there is less of an article than was ordered, or no such
	 * article
	 */
	List<OrderLine> take(List<NewOrder.Line> wanted) throws OutOfStock {
		Map<String, Integer> left = new HashMap<>(this.available);
		for (NewOrder.Line line : wanted) {
			int there = left.getOrDefault(line.sku(), 0);
			if (there < line.quantity()) {
				throw new OutOfStock(line.sku(), there);
			}
			left.put(line.sku(), there - line.quantity());
		}
		this.available.putAll(left);
		return wanted.stream()
			.map((line) -> new OrderLine(line.sku(), line.quantity(), this.prices.get(line.sku())))
			.toList();
	}

	void giveBack(List<OrderLine> lines) {
		lines.forEach((line) -> this.available.merge(line.sku(), line.quantity(), Integer::sum));
	}

}
