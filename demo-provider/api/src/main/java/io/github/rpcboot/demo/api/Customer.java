package io.github.rpcboot.demo.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * Who orders.
 *
 * @param name the customer's name
 * @param address where the order goes
 * @since 0.1.0
 */
public record Customer(@NotBlank String name, @NotNull @Valid Address address) {

}
