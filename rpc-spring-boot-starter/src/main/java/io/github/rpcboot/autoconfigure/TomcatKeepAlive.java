package io.github.rpcboot.autoconfigure;

import java.util.function.BooleanSupplier;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Lets a connection to a provider carry any number of requests, unless the application
 * says how many. Tomcat's default of 100 makes callers connect anew all the time; callers
 * of ours connect anew every five minutes, which is what spreads them.
 */
final class TomcatKeepAlive implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

	private static final String KEY = "server.tomcat.max-keep-alive-requests";

	private final Environment environment;

	private final BooleanSupplier provides;

	TomcatKeepAlive(Environment environment, BooleanSupplier provides) {
		this.environment = environment;
		this.provides = provides;
	}

	/** After that of Spring Boot, and before those of the application. */
	@Override
	public int getOrder() {
		return 1;
	}

	@Override
	public void customize(ConfigurableTomcatWebServerFactory factory) {
		if (!this.environment.containsProperty(KEY) && this.provides.getAsBoolean()) {
			factory.addConnectorCustomizers(TomcatKeepAlive::unlimited);
		}
	}

	private static void unlimited(Connector connector) {
		if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
			http.setMaxKeepAliveRequests(-1);
		}
	}

}
