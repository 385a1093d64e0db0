package io.github.rpcboot.benchmarks.speed;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.builder.SpringApplicationBuilder;

/** A web application on the loopback address, with the usual settings and few words. */
public final class WebApplication {

	private WebApplication() {
	}

	/**
	 * Starts.
	 * @param application its configuration
	 * @param more further properties
	 * @return the port
	 */
	public static int start(Class<?> application, String... more) {
		List<String> properties = new ArrayList<>(List.of("server.address=127.0.0.1", "server.port=0",
				"spring.main.banner-mode=off", "logging.level.root=warn"));
		properties.addAll(List.of(more));
		return new SpringApplicationBuilder(application).properties(properties.toArray(String[]::new))
			.run()
			.getEnvironment()
			.getRequiredProperty("local.server.port", Integer.class);
	}

}
