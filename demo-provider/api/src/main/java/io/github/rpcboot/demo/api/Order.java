package io.github.rpcboot.demo.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * An order that the shop has taken.
 *
 * @param id the number of the order
 * @param state how far it has come
 * @param customer who ordered
 * @param lines what was ordered
 * @param total what all of it costs
 * @param placedAt when it was placed
 * @since 0.1.0
 */
public record Order(long id, OrderState state, Customer customer, List<OrderLine> lines, BigDecimal total,
		Instant placedAt) {

}
