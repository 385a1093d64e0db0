package io.github.rpcboot.demo.consumer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Calls the demo provider.
 *
 * @since 0.1.0
 */
@SpringBootApplication
public class DemoConsumerApplication {

	/**
	 * Starts the application.
	 * @param args Spring Boot's arguments
	 */
	public static void main(String[] args) {
		SpringApplication.run(DemoConsumerApplication.class, args);
	}

}
