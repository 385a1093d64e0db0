package io.github.rpcboot.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * A registry whose answer stands in a file, a line per instance. Without the file it is
 * down.
 */
final class FileRegistry implements DiscoveryClient {

	private final Path file;

	private FileRegistry(Path file) {
		this.file = file;
	}

	@Override
	public String description() {
		return "a file";
	}

	@Override
	public List<ServiceInstance> getInstances(String application) {
		try {
			return Files.readAllLines(this.file).stream().map((line) -> instance(application, line)).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The registry is down", ex);
		}
	}

	private static ServiceInstance instance(String application, String line) {
		int colon = line.indexOf(':');
		return new DefaultServiceInstance(line, application, line.substring(0, colon),
				Integer.parseInt(line.substring(colon + 1)), false);
	}

	@Override
	public List<String> getServices() {
		return List.of("rig");
	}

	/** The consumer's configuration with {@code --registry=FILE}. */
	@Configuration(proxyBeanMethods = false)
	static class Config {

		@Bean
		@ConditionalOnProperty("registry")
		FileRegistry fileRegistry(Environment environment) {
			return new FileRegistry(Path.of(environment.getRequiredProperty("registry")));
		}

	}

}
