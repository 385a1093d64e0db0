package io.github.rpcboot.autoconfigure.test.app;

import java.math.BigDecimal;

import io.github.rpcboot.RemoteReference;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Calls two services by contracts that are mapped to REST. */
@RestController
public class Window {

	private final Catalog catalog;

	private final Rates rates;

	Window(@RemoteReference("catalog") Catalog catalog, @RemoteReference("rates") Rates rates) {
		this.catalog = catalog;
		this.rates = rates;
	}

	@GetMapping("/prices/{id}")
	public BigDecimal price(@PathVariable("id") long id) {
		return this.catalog.item(id, "EUR").price().multiply(this.rates.rate("EUR"));
	}

	public Item add(Item item) {
		return this.catalog.add(item);
	}

}
