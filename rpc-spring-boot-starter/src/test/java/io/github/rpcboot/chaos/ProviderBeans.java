package io.github.rpcboot.chaos;

import java.nio.file.Path;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** What every provider with a servlet container has by the contract of its process. */
@Configuration(proxyBeanMethods = false)
public class ProviderBeans {

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
		registration.setAsyncSupported(true);
		return registration;
	}

}
