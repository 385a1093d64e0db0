package io.github.rpcboot.benchmarks.openfeign;

import io.github.rpcboot.chaos.Options;
import io.github.rpcboot.chaos.ProviderBeans;
import io.github.rpcboot.chaos.ProviderProcess;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.resilience.annotation.EnableResilientMethods;

/** A provider by the contract of {@link ProviderProcess}: plain Spring MVC. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableResilientMethods(proxyTargetClass = true)
@Import({ BooksController.class, ProviderBeans.class, Shelf.class })
class OpenFeignProvider {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(OpenFeignProvider.class)
			.properties("spring.config.name=provider", "server.port=" + Options.of(args).number("port", 0))
			.run(args);
		ProviderProcess.ready(Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port")));
	}

}
