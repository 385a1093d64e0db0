package io.github.rpcboot.migration.dubbo.contract;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;

/** A bean, as most contracts for Dubbo have them. */
public class Order implements Serializable {

	private static final long serialVersionUID = 1L;

	private long id;

	private String buyer;

	private BigDecimal total;

	private LocalDate day;

	public long getId() {
		return this.id;
	}

	public void setId(long id) {
		this.id = id;
	}

	public String getBuyer() {
		return this.buyer;
	}

	public void setBuyer(String buyer) {
		this.buyer = buyer;
	}

	public BigDecimal getTotal() {
		return this.total;
	}

	public void setTotal(BigDecimal total) {
		this.total = total;
	}

	public LocalDate getDay() {
		return this.day;
	}

	public void setDay(LocalDate day) {
		this.day = day;
	}

}
