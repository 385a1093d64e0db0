package io.github.rpcboot.autoconfigure.test.app;

import java.math.BigDecimal;

import io.github.rpcboot.RemoteService;

/** The real thing, where a test has it. */
@RemoteService
public class StockService implements Stock {

	@Override
	public Item find(String name) throws SoldOut {
		if (name.equals("coffee")) {
			throw new SoldOut(name);
		}
		return new Item(name, new BigDecimal("3.00"));
	}

}
