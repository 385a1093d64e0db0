package io.github.rpcboot.samples.httpinvoker;

import java.util.Arrays;

import io.github.rpcboot.migration.httpinvoker.behaviour.Bank;
import io.github.rpcboot.migration.httpinvoker.behaviour.Teller;
import io.github.rpcboot.migration.httpinvoker.behaviour.TellerBehaviour;
import io.github.rpcboot.samples.httpinvoker.bank.BankApplication;
import io.github.rpcboot.samples.httpinvoker.teller.TellerApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BeforeTests extends TellerBehaviour {

	private static ConfigurableApplicationContext bank;

	private static ConfigurableApplicationContext teller;

	@BeforeAll
	static void start() {
		bank = run(WebApplicationType.SERVLET, BankApplication.class, "server.port=0", "server.address=127.0.0.1");
		teller = run(WebApplicationType.NONE, TellerApplication.class,
				"bank.url=http://127.0.0.1:" + bank.getEnvironment().getProperty("local.server.port"));
		teller.getBean(Teller.class).statement(5);
	}

	private static ConfigurableApplicationContext run(WebApplicationType type, Class<?> application,
			String... properties) {
		return new SpringApplicationBuilder(application).web(type)
			.properties("spring.main.banner-mode=off", "logging.level.root=error")
			.properties(properties)
			.run();
	}

	@AfterAll
	static void stop() {
		bank.getBean(Bank.class).print();
		teller.close();
		bank.close();
	}

	@Override
	protected Teller teller() {
		return teller.getBean(Teller.class);
	}

	@Test
	void anExceptionThatIsNotDeclaredTravelsWithTheStackTraceOfTheProvider() {
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> teller().find(13))
			.withMessage("The table of accounts is broken")
			.satisfies(
					(failure) -> assertThat(Arrays.toString(failure.getStackTrace())).contains(Bank.class.getName()));
	}

}
