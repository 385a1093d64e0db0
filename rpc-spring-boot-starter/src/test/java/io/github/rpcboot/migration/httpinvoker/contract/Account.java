package io.github.rpcboot.migration.httpinvoker.contract;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Date;

/** A bean of its time. */
public class Account implements Serializable {

	private static final long serialVersionUID = 1L;

	private long number;

	private String owner;

	private BigDecimal balance;

	private Date opened;

	public long getNumber() {
		return this.number;
	}

	public void setNumber(long number) {
		this.number = number;
	}

	public String getOwner() {
		return this.owner;
	}

	public void setOwner(String owner) {
		this.owner = owner;
	}

	public BigDecimal getBalance() {
		return this.balance;
	}

	public void setBalance(BigDecimal balance) {
		this.balance = balance;
	}

	public Date getOpened() {
		return this.opened;
	}

	public void setOpened(Date opened) {
		this.opened = opened;
	}

}
