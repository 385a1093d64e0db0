package io.github.rpcboot.migration.httpinvoker.behaviour;

import java.math.BigDecimal;
import java.util.List;

import io.github.rpcboot.migration.httpinvoker.contract.Account;
import io.github.rpcboot.migration.httpinvoker.contract.Overdrawn;

/** What the consumer does, whatever carries its calls. */
public interface Teller {

	Account find(long number);

	List<Account> ofOwner(String owner);

	long transfer(long from, long to, BigDecimal amount) throws Overdrawn;

	/**
	 * A statement, or {@code "later"} if the bank does not send it in time.
	 */
	String statement(long number);

}
