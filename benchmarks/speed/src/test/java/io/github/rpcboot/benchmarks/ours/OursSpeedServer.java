package io.github.rpcboot.benchmarks.ours;

import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.benchmarks.speed.PeerServer;
import io.github.rpcboot.benchmarks.speed.ShopBean;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * A web application with the starter; nothing is set but the address, and TLS if asked.
 */
public final class OursSpeedServer implements PeerServer {

	@Override
	public int start(String variant) throws Exception {
		List<String> properties = new ArrayList<>(List.of("server.address=127.0.0.1", "server.port=0",
				"spring.main.banner-mode=off", "logging.level.root=warn"));
		if (variant.equals("tls")) {
			properties.addAll(Keys.create());
			properties.add("server.ssl.bundle=shop");
		}
		return Integer
			.parseInt(new SpringApplicationBuilder(Application.class).properties(properties.toArray(String[]::new))
				.run()
				.getEnvironment()
				.getRequiredProperty("local.server.port"));
	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(RemoteShop.class)
	static class Application {

	}

	/** The bean. */
	@RemoteService
	static class RemoteShop extends ShopBean {

	}

}
