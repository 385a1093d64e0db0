package io.github.rpcboot.migration.httpinvoker.contract;

import java.util.List;

/** Not a line of it changes. */
public interface Accounts {

	Account find(long number);

	List<Account> ofOwner(String owner);

	long transfer(Transfer transfer) throws Overdrawn;

	String statement(long number);

}
