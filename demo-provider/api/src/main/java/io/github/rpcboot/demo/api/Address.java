package io.github.rpcboot.demo.api;

import jakarta.validation.constraints.NotBlank;

/**
 * Where an order goes.
 *
 * @param street street and number
 * @param city the city
 * @param country the ISO 3166 code of the country, two letters
 * @since 0.1.0
 */
public record Address(@NotBlank String street, @NotBlank String city, @NotBlank String country) {

}
