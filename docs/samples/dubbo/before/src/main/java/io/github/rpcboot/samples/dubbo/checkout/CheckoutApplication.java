package io.github.rpcboot.samples.dubbo.checkout;

import io.github.rpcboot.migration.dubbo.behaviour.Checkout;
import org.apache.dubbo.config.spring.context.annotation.EnableDubbo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The consumer. */
@SpringBootApplication
@EnableDubbo
public class CheckoutApplication {

	/**
	 * Places one order and says what became of it.
	 * @param args settings of Spring Boot
	 * @throws Exception if the order fails
	 */
	public static void main(String[] args) throws Exception {
		try (ConfigurableApplicationContext context = SpringApplication.run(CheckoutApplication.class, args)) {
			System.out.println("Ordered by " + context.getBean(Checkout.class).place("Ada", "tea", 1).getBuyer());
		}
	}

}
