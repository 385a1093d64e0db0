package io.github.rpcboot.samples.httpinvoker.teller;

import java.math.BigDecimal;
import java.util.List;

import io.github.rpcboot.migration.httpinvoker.behaviour.Teller;
import io.github.rpcboot.migration.httpinvoker.contract.Account;
import io.github.rpcboot.migration.httpinvoker.contract.Accounts;
import io.github.rpcboot.migration.httpinvoker.contract.Overdrawn;
import io.github.rpcboot.migration.httpinvoker.contract.Transfer;

import org.springframework.remoting.RemoteAccessException;
import org.springframework.stereotype.Component;

@Component
class TellerBean implements Teller {

	private final Accounts accounts;

	TellerBean(Accounts accounts) {
		this.accounts = accounts;
	}

	@Override
	public Account find(long number) {
		return this.accounts.find(number);
	}

	@Override
	public List<Account> ofOwner(String owner) {
		return this.accounts.ofOwner(owner);
	}

	@Override
	public long transfer(long from, long to, BigDecimal amount) throws Overdrawn {
		return this.accounts.transfer(new Transfer(from, to, amount));
	}

	@Override
	public String statement(long number) {
		try {
			return this.accounts.statement(number);
		}
		catch (RemoteAccessException ex) {
			return "later";
		}
	}

}
