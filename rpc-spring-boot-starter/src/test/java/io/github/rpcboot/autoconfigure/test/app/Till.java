package io.github.rpcboot.autoconfigure.test.app;

import io.github.rpcboot.RemoteReference;

import org.springframework.stereotype.Component;

/** Calls a service by a plain contract. */
@Component
public class Till {

	private final Stock stock;

	Till(@RemoteReference("stock") Stock stock) {
		this.stock = stock;
	}

	public Item take(String name) throws SoldOut {
		return this.stock.find(name);
	}

}
