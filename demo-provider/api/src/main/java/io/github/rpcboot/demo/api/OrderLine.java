package io.github.rpcboot.demo.api;

import java.math.BigDecimal;

/**
 * One article of an order, with its price on the day of the order.
 *
 * @param sku the article
 * @param quantity how many
 * @param price the price of one
 * @since 0.1.0
 */
public record OrderLine(String sku, int quantity, BigDecimal price) {

}
