package io.github.rpcboot.samples.httpinvoker.both;

import io.github.rpcboot.migration.httpinvoker.BankAfter;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The consumer of before calls the provider of after, by JSON written by hand. */
class ProviderFirstTests {

	@Test
	void aConsumerOnSpringBoot27CallsTheProviderOnSpringBoot4() throws Exception {
		try (ConfigurableApplicationContext bank = new SpringApplicationBuilder(BankAfter.class)
			.web(WebApplicationType.SERVLET)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"logging.level.root=error")
			.run();
				OldApplication teller = OldApplication.start("teller.TellerApplication", "--bank.wire=json",
						"--bank.url=http://127.0.0.1:" + bank.getEnvironment().getProperty("local.server.port"))) {
			assertThat(teller.line("Balance "))
				.isEqualTo("100.00, nobody null, transfer 42, large transfer lacks 10.00");
		}
	}

}
