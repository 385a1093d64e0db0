package io.github.rpcboot.samples.httpinvoker.teller;

import java.math.BigDecimal;

import io.github.rpcboot.migration.httpinvoker.behaviour.Teller;
import io.github.rpcboot.migration.httpinvoker.contract.Accounts;
import io.github.rpcboot.migration.httpinvoker.contract.Overdrawn;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.remoting.httpinvoker.HttpInvokerProxyFactoryBean;
import org.springframework.remoting.httpinvoker.SimpleHttpInvokerRequestExecutor;

/** The consumer. */
@SpringBootApplication
public class TellerApplication {

	/**
	 * Calls the bank and says what it answered.
	 * @param args settings of Spring Boot
	 */
	public static void main(String[] args) {
		SpringApplicationBuilder application = new SpringApplicationBuilder(TellerApplication.class)
			.web(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run(args)) {
			Teller teller = context.getBean(Teller.class);
			System.out.println("Balance " + teller.find(7).getBalance() + ", nobody " + teller.find(99) + ", transfer "
					+ transfer(teller, "10") + ", large transfer " + transfer(teller, "110"));
		}
	}

	private static String transfer(Teller teller, String amount) {
		try {
			return String.valueOf(teller.transfer(1, 2, new BigDecimal(amount)));
		}
		catch (Overdrawn ex) {
			return "lacks " + ex.getMissing();
		}
	}

	@Bean
	@ConditionalOnProperty(name = "bank.wire", havingValue = "invoker", matchIfMissing = true)
	HttpInvokerProxyFactoryBean accounts(@Value("${bank.url}") String url) {
		SimpleHttpInvokerRequestExecutor executor = new SimpleHttpInvokerRequestExecutor();
		executor.setReadTimeout(2000);
		HttpInvokerProxyFactoryBean proxy = new HttpInvokerProxyFactoryBean();
		proxy.setServiceUrl(url + "/accounts");
		proxy.setServiceInterface(Accounts.class);
		proxy.setHttpInvokerRequestExecutor(executor);
		return proxy;
	}

	/** For the time when the provider has moved, and this application has not. */
	@Bean
	@ConditionalOnProperty(name = "bank.wire", havingValue = "json")
	Accounts accountsOverJson(RestTemplateBuilder http, @Value("${bank.url}") String url) {
		return new AccountsOverJson(http, url);
	}

}
