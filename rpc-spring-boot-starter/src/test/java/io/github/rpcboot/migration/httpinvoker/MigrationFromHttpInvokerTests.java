package io.github.rpcboot.migration.httpinvoker;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.RunningApplication;
import io.github.rpcboot.migration.httpinvoker.behaviour.Bank;
import io.github.rpcboot.migration.httpinvoker.behaviour.Teller;
import io.github.rpcboot.migration.httpinvoker.behaviour.TellerBehaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The pair of docs/samples/http-invoker after its migration.
 * docs/migrate-from-spring-http-invoker.md tells what changes.
 */
class MigrationFromHttpInvokerTests extends TellerBehaviour {

	private static RunningApplication bank;

	private static RunningApplication teller;

	@BeforeAll
	static void start() {
		bank = RunningApplication.web(BankAfter.class);
		teller = RunningApplication.web(TellerAfter.class, "rpc.endpoints.bank=" + bank.url(),
				"rpc.consumer.targets.bank.services.Accounts.methods.statement.timeout=1s");
		teller.bean(Teller.class).statement(5);
	}

	@AfterAll
	static void stop() {
		bank.bean(Bank.class).print();
		teller.close();
		bank.close();
	}

	@Override
	protected Teller teller() {
		return teller.bean(Teller.class);
	}

	@Test
	void anExceptionThatIsNotDeclaredTellsNothingOfTheProvider() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> teller().find(13))
			.satisfies((failure) -> assertThat(failure.status()).isEqualTo(RpcStatus.UNKNOWN))
			.withMessageNotContaining("table of accounts");
	}

	@Test
	void aDeclaredExceptionIsReadableJson() throws Exception {
		assertThat(bank.post("/rpc/Accounts/transfer", "{\"from\":1,\"to\":2,\"amount\":100.5}").body())
			.isEqualTo("{\"code\":\"failed_precondition\",\"message\":\"Account 1 has too little\","
					+ "\"exception\":{\"name\":\"Overdrawn\",\"fields\":"
					+ "{\"message\":\"Account 1 has too little\",\"missing\":\"0.50\"}}}");
	}

}
