package io.github.rpcboot.demo.api;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

/**
 * What a customer asks for. The rules are Jakarta Validation's; the provider checks them
 * before its method runs.
 *
 * @param customer who orders
 * @param lines what is wanted, at least one line
 * @since 0.1.0
 */
public record NewOrder(@NotNull @Valid Customer customer, @NotEmpty List<@Valid Line> lines) {

	/**
	 * A number of one article.
	 *
	 * @param sku the article
	 * @param quantity how many, at least 1
	 * @since 0.1.0
	 */
	public record Line(@NotBlank String sku, @Positive int quantity) {

	}

}
