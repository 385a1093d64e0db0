package io.github.rpcboot.migration.httpinvoker.behaviour;

import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.migration.httpinvoker.contract.Account;
import io.github.rpcboot.migration.httpinvoker.contract.Accounts;
import io.github.rpcboot.migration.httpinvoker.contract.Overdrawn;
import io.github.rpcboot.migration.httpinvoker.contract.Transfer;

/** The provider's work, without a word of how it is called. */
public class Bank implements Accounts {

	private final CountDownLatch printer = new CountDownLatch(1);

	@Override
	public Account find(long number) {
		if (number == 13) {
			throw new IllegalStateException("The table of accounts is broken");
		}
		return (number == 99) ? null : account(number, "Ada");
	}

	@Override
	public List<Account> ofOwner(String owner) {
		return List.of(account(1, owner), account(2, owner));
	}

	@Override
	public long transfer(Transfer transfer) throws Overdrawn {
		BigDecimal missing = transfer.getAmount().subtract(new BigDecimal("100.00"));
		if (missing.signum() > 0) {
			throw new Overdrawn("Account " + transfer.getFrom() + " has too little", missing);
		}
		return 42;
	}

	/** The statement of account 5 is there; the others are being printed. */
	@Override
	public String statement(long number) {
		try {
			return (number == 5 || this.printer.await(30, TimeUnit.SECONDS)) ? "Statement of " + number : "";
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return "";
		}
	}

	/** Lets the slow calls end. */
	public void print() {
		this.printer.countDown();
	}

	private static Account account(long number, String owner) {
		Account account = new Account();
		account.setNumber(number);
		account.setOwner(owner);
		account.setBalance(new BigDecimal("100.00"));
		account.setOpened(new Date(1_700_000_000_123L));
		return account;
	}

}
