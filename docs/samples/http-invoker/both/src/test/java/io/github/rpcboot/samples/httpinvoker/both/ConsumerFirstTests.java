package io.github.rpcboot.samples.httpinvoker.both;

import java.io.IOException;

import io.github.rpcboot.migration.httpinvoker.TellerAfter;
import io.github.rpcboot.migration.httpinvoker.behaviour.Teller;
import io.github.rpcboot.migration.httpinvoker.behaviour.TellerBehaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The consumer of after calls the provider of before, by the controller beside the
 * exporter.
 */
class ConsumerFirstTests extends TellerBehaviour {

	private static OldApplication bank;

	private static ConfigurableApplicationContext teller;

	@BeforeAll
	static void start() throws IOException {
		bank = OldApplication.start("bank.BankApplication", "--server.port=0", "--server.address=127.0.0.1");
		teller = new SpringApplicationBuilder(TellerAfter.class).web(WebApplicationType.NONE)
			.properties("rpc.endpoints.bank=http://127.0.0.1:" + bank.line("Listening on "),
					"rpc.consumer.targets.bank.services.Accounts.methods.statement.timeout=1s",
					"spring.main.banner-mode=off", "logging.level.root=error")
			.run();
		teller.getBean(Teller.class).statement(5);
	}

	@AfterAll
	static void stop() {
		if (teller != null) {
			teller.close();
		}
		if (bank != null) {
			bank.close();
		}
	}

	@Override
	protected Teller teller() {
		return teller.getBean(Teller.class);
	}

}
