package io.github.rpcboot.benchmarks.openfeign;

import io.github.rpcboot.benchmarks.speed.PeerServer;
import io.github.rpcboot.benchmarks.speed.WebApplication;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Spring MVC, with its defaults. */
public final class OpenFeignSpeedServer implements PeerServer {

	@Override
	public int start(String variant) {
		return WebApplication.start(Application.class);
	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ShopController.class)
	static class Application {

	}

}
