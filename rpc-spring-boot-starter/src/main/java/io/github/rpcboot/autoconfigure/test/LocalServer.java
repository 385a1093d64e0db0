package io.github.rpcboot.autoconfigure.test;

import java.util.List;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointResolver;
import io.github.rpcboot.call.EndpointSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.http.server.LocalTestWebServer;
import org.springframework.context.ApplicationContext;

/**
 * Points references to the web server of the test. They are made before it has a port,
 * and it may get another one when a cached context is paused and started again, so it is
 * asked at every attempt.
 */
final class LocalServer implements EndpointResolver, EndpointSource {

	private final List<String> applications;

	private final ApplicationContext context;

	LocalServer(List<String> applications, ApplicationContext context) {
		this.applications = applications;
		this.context = context;
	}

	@Override
	public @Nullable EndpointSource resolve(String application) {
		return Answers.contains(this.applications, application) ? this : null;
	}

	@Override
	public List<Endpoint> endpoints() {
		if (!isRunning()) {
			return List.of();
		}
		return List.of(Endpoint.parse(LocalTestWebServer.obtain(this.context).uri(), "the test's web server"));
	}

	/** A Tomcat that is asked for its port before it has one makes itself a connector. */
	private boolean isRunning() {
		return this.context.getEnvironment().containsProperty("local.server.port");
	}

	@Override
	public String whyEmpty() {
		return "The web server of this test does not run yet.";
	}

}
