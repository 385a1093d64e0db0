package io.github.rpcboot.benchmarks.openfeign;

import java.nio.file.Path;

import io.github.rpcboot.chaos.BareAnswers;
import io.github.rpcboot.chaos.Options;
import io.github.rpcboot.chaos.ProviderProcess;
import io.github.rpcboot.chaos.ProviderWork;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.resilience.annotation.EnableResilientMethods;

/** A provider by the contract of {@link ProviderProcess}: plain Spring MVC. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableResilientMethods(proxyTargetClass = true)
@Import({ BooksController.class, Shelf.class })
class OpenFeignProvider {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(OpenFeignProvider.class)
			.properties("spring.config.name=provider", "server.port=" + Options.of(args).number("port", 0))
			.run(args);
		ProviderProcess.ready(Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port")));
	}

	@Bean
	ProviderWork work(ApplicationArguments args) {
		return ProviderWork.of(Options.of(args.getSourceArgs()));
	}

	@Bean
	FilterRegistrationBean<BareAnswers> bareAnswers(ApplicationArguments args, ProviderWork work) {
		Options options = Options.of(args.getSourceArgs());
		BareAnswers filter = new BareAnswers(Path.of(options.text("fail-file", "/nonexistent")),
				options.number("fail-percent", 100), work.ledger());
		FilterRegistrationBean<BareAnswers> registration = new FilterRegistrationBean<>(filter);
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

}
