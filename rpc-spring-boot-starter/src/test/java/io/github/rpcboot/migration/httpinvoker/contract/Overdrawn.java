package io.github.rpcboot.migration.httpinvoker.contract;

import java.math.BigDecimal;

/** There is not enough money. */
public class Overdrawn extends Exception {

	private static final long serialVersionUID = 1L;

	private final BigDecimal missing;

	public Overdrawn(String message, BigDecimal missing) {
		super(message);
		this.missing = missing;
	}

	public BigDecimal getMissing() {
		return this.missing;
	}

}
