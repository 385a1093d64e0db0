package io.github.rpcboot.benchmarks.start;

import io.github.rpcboot.benchmarks.speed.PeerServer;
import io.github.rpcboot.benchmarks.speed.WebApplication;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** An empty web application. */
public final class WebStart implements PeerServer {

	@Override
	public int start(String variant) {
		return WebApplication.start(Application.class);
	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
