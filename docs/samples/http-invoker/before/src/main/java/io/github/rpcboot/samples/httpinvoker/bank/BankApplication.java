package io.github.rpcboot.samples.httpinvoker.bank;

import io.github.rpcboot.migration.httpinvoker.behaviour.Bank;
import io.github.rpcboot.migration.httpinvoker.contract.Accounts;
import io.github.rpcboot.migration.httpinvoker.interim.AccountsController;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.remoting.httpinvoker.HttpInvokerServiceExporter;

/** The provider, with the controller that lets consumers move before it does. */
@SpringBootApplication
@Import(AccountsController.class)
public class BankApplication {

	public static void main(String[] args) {
		SpringApplication.run(BankApplication.class, args);
	}

	@Bean
	Bank bank() {
		return new Bank();
	}

	@Bean("/accounts")
	HttpInvokerServiceExporter accountsExporter(Bank bank) {
		HttpInvokerServiceExporter exporter = new HttpInvokerServiceExporter();
		exporter.setService(bank);
		exporter.setServiceInterface(Accounts.class);
		return exporter;
	}

	@EventListener
	void started(WebServerInitializedEvent event) {
		System.out.println("Listening on " + event.getWebServer().getPort());
	}

}
