package io.github.rpcboot.benchmarks.ours;

import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.benchmarks.speed.PeerServer;
import io.github.rpcboot.benchmarks.speed.ShopBean;
import io.github.rpcboot.benchmarks.speed.WebApplication;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * A web application with the starter; nothing is set but the address, and TLS if asked.
 */
public final class OursSpeedServer implements PeerServer {

	@Override
	public int start(String variant) throws Exception {
		List<String> properties = new ArrayList<>();
		if (variant.equals("tls")) {
			properties.addAll(Keys.create());
			properties.add("server.ssl.bundle=shop");
		}
		return WebApplication.start(Application.class, properties.toArray(String[]::new));
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
