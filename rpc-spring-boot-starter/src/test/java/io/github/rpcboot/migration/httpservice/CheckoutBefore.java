package io.github.rpcboot.migration.httpservice;

import java.util.Map;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.service.registry.ImportHttpServices;

/** The application with an HTTP service client. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ImportHttpServices(group = "shop", types = MappedItems.class)
@Import(CheckoutBefore.CheckoutBean.class)
class CheckoutBefore {

	static class CheckoutBean implements Checkout {

		private final MappedItems items;

		CheckoutBean(MappedItems items) {
			this.items = items;
		}

		@Override
		public String name(long id) {
			try {
				return this.items.find(id).name();
			}
			catch (HttpClientErrorException.NotFound ex) {
				return "unknown";
			}
		}

		@Override
		public Confirmation order(long id, int quantity, String buyer) throws OutOfStock {
			try {
				return this.items.order(new NewOrder(id, quantity), buyer);
			}
			catch (HttpClientErrorException.Conflict ex) {
				throw new OutOfStock((int) ex.getResponseBodyAs(Map.class).get("available"));
			}
		}

		@Override
		public String delivery(long id) {
			try {
				return this.items.delivery(id);
			}
			catch (ResourceAccessException ex) {
				return "later";
			}
		}

	}

}
