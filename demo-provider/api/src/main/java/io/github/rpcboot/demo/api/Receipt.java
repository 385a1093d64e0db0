package io.github.rpcboot.demo.api;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The receipt of an order.
 *
 * @param orderId the number of the order
 * @param total what it costs
 * @param writtenAt when the receipt was written
 * @since 0.1.0
 */
public record Receipt(long orderId, BigDecimal total, Instant writtenAt) {

}
