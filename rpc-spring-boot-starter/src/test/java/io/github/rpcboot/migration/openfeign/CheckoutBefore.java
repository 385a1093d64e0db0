package io.github.rpcboot.migration.openfeign;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Before: the clients are those of Spring Cloud OpenFeign. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableFeignClients(clients = { Items.class, Tenants.class })
class CheckoutBefore {

	@Bean
	Clients clients(Items items, Tenants tenants) {
		return new Clients(items, tenants);
	}

	record Clients(Items items, Tenants tenants) {
	}

}
