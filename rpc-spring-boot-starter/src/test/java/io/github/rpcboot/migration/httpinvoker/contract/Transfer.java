package io.github.rpcboot.migration.httpinvoker.contract;

import java.io.Serializable;
import java.math.BigDecimal;

/** Money that goes from one account to another. */
public class Transfer implements Serializable {

	private static final long serialVersionUID = 1L;

	private long from;

	private long to;

	private BigDecimal amount;

	public Transfer() {
	}

	public Transfer(long from, long to, BigDecimal amount) {
		this.from = from;
		this.to = to;
		this.amount = amount;
	}

	public long getFrom() {
		return this.from;
	}

	public void setFrom(long from) {
		this.from = from;
	}

	public long getTo() {
		return this.to;
	}

	public void setTo(long to) {
		this.to = to;
	}

	public BigDecimal getAmount() {
		return this.amount;
	}

	public void setAmount(BigDecimal amount) {
		this.amount = amount;
	}

}
