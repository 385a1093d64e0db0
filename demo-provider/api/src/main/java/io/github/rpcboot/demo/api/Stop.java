package io.github.rpcboot.demo.api;

import java.time.LocalDate;

/**
 * A place that the parcel of an order comes to.
 *
 * @param place the place
 * @param day when it gets there
 * @since 0.1.0
 */
public record Stop(String place, LocalDate day) {

}
