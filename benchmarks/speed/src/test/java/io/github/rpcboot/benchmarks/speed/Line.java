package io.github.rpcboot.benchmarks.speed;

import java.io.Serializable;

/** A line of an order. */
public class Line implements Serializable {

	private static final long serialVersionUID = 1L;

	private String sku = "";

	private String name = "";

	private int quantity;

	private long priceCents;

	public String getSku() {
		return this.sku;
	}

	public void setSku(String sku) {
		this.sku = sku;
	}

	public String getName() {
		return this.name;
	}

	public void setName(String name) {
		this.name = name;
	}

	public int getQuantity() {
		return this.quantity;
	}

	public void setQuantity(int quantity) {
		this.quantity = quantity;
	}

	public long getPriceCents() {
		return this.priceCents;
	}

	public void setPriceCents(long priceCents) {
		this.priceCents = priceCents;
	}

}
