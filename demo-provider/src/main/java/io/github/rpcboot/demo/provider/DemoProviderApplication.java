package io.github.rpcboot.demo.provider;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Serves the demo contracts.
 *
 * @since 0.1.0
 */
@SpringBootApplication
public class DemoProviderApplication {

	/**
	 * Starts the application.
	 * @param args Spring Boot's arguments, for example {@code --server.port=8082}
	 */
	public static void main(String[] args) {
		SpringApplication.run(DemoProviderApplication.class, args);
	}

}
