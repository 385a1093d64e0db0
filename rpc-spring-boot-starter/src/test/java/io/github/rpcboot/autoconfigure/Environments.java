package io.github.rpcboot.autoconfigure;

import java.util.Map;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Environments with the variables that a test says, in place of the machine's. */
final class Environments {

	private Environments() {
	}

	static ConfigurableEnvironment with(Map<String, Object> variables, Map<String, Object> file) {
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
		environment.getPropertySources().addLast(new MapPropertySource("application.yml", file));
		return environment;
	}

}
