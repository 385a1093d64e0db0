package io.github.rpcboot.provider;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.hibernate.validator.constraints.LuhnCheck;

interface Shop {

	String greet(@NotBlank String name);

	void buy(@Valid Order order) throws OutOfStock;

	void pay(@Min(10) int amount, @LuhnCheck String card);

	CompletableFuture<String> later(String name);

	record Order(@NotBlank String sku, @Valid List<Item> items, List<@NotBlank String> tags) {

	}

	record Item(@Min(value = 1, message = "must be more than ${validatedValue}") int amount) {

	}

	class OutOfStock extends Exception {

		private final int left;

		OutOfStock(int left) {
			super(left + " left");
			this.left = left;
		}

		int left() {
			return this.left;
		}

	}

}
