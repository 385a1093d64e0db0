package io.github.rpcboot.migration.httpinvoker;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.migration.httpinvoker.behaviour.Bank;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The provider. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BankAfter {

	@Bean
	@RemoteService
	Bank bank() {
		return new Bank();
	}

}
