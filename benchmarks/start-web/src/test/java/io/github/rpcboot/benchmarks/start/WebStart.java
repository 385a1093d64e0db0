package io.github.rpcboot.benchmarks.start;

import io.github.rpcboot.benchmarks.speed.PeerServer;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

/** An empty web application. */
public final class WebStart implements PeerServer {

	@Override
	public int start(String variant) {
		return Integer.parseInt(
				new SpringApplicationBuilder(Application.class)
					.properties("server.address=127.0.0.1", "server.port=0", "spring.main.banner-mode=off",
							"logging.level.root=warn")
					.run()
					.getEnvironment()
					.getRequiredProperty("local.server.port"));
	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
