package io.github.rpcboot.migration.httpinvoker;

import io.github.rpcboot.autoconfigure.RunningApplication;
import io.github.rpcboot.migration.httpinvoker.behaviour.Bank;
import io.github.rpcboot.migration.httpinvoker.behaviour.Teller;
import io.github.rpcboot.migration.httpinvoker.behaviour.TellerBehaviour;
import io.github.rpcboot.migration.httpinvoker.interim.AccountsController;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * A provider without the starter, which speaks its wire format by a controller.
 * docs/samples/http-invoker runs the same controller on Spring Boot 2.7.
 */
class InterimControllerTests extends TellerBehaviour {

	private static RunningApplication bank;

	private static RunningApplication teller;

	@BeforeAll
	static void start() {
		bank = RunningApplication.web(OldBank.class);
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

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Bank.class, AccountsController.class })
	static class OldBank {

	}

}
