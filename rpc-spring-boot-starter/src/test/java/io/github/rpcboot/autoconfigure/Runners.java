package io.github.rpcboot.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** Contexts with all our auto-configurations and those that they build on. */
final class Runners {

	private static final AutoConfigurations ALL = AutoConfigurations.of(JacksonAutoConfiguration.class,
			RpcAutoConfiguration.class, RpcConsumerAutoConfiguration.class, RpcProviderAutoConfiguration.class,
			RpcEndpointAutoConfiguration.class, RpcSecurityAutoConfiguration.class);

	private Runners() {
	}

	static ApplicationContextRunner plain() {
		return new ApplicationContextRunner().withConfiguration(ALL);
	}

	static WebApplicationContextRunner web() {
		return new WebApplicationContextRunner().withConfiguration(ALL);
	}

}
