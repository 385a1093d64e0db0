package io.github.rpcboot.samples.dubbo.both;

import java.io.IOException;
import java.net.ServerSocket;

import io.github.rpcboot.migration.dubbo.behaviour.Shop;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One provider, reachable by both ways. */
final class RunningShop implements AutoCloseable {

	private final int dubboPort = freePort();

	private final ConfigurableApplicationContext context = run(ShopApplication.class, "spring.config.name=shop",
			"port=" + this.dubboPort, "server.port=0", "server.address=127.0.0.1");

	static ConfigurableApplicationContext run(Class<?> application, String... properties) {
		return new SpringApplicationBuilder(application).properties(properties)
			.properties("spring.main.banner-mode=off", "logging.level.root=error")
			.run();
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	int dubboPort() {
		return this.dubboPort;
	}

	String url() {
		return "http://127.0.0.1:" + this.context.getEnvironment().getRequiredProperty("local.server.port");
	}

	@Override
	public void close() {
		this.context.getBean(Shop.class).arrive();
		this.context.close();
	}

}
