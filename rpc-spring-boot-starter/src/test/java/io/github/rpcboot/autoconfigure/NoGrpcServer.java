package io.github.rpcboot.autoconfigure;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Spring Boot's gRPC server stands on the class path of the tests, and would listen on
 * its fixed port in every application that provides a service. A test that wants it says
 * so.
 */
final class NoGrpcServer implements EnvironmentPostProcessor {

	private static final String ENABLED = "spring.grpc.server.enabled";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!environment.containsProperty(ENABLED)) {
			environment.getPropertySources().addLast(new MapPropertySource("noGrpcServer", Map.of(ENABLED, "false")));
		}
	}

}
