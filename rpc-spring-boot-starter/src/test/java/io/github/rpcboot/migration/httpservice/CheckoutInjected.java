package io.github.rpcboot.migration.httpservice;

import java.util.Map;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.ConsumerInterceptor;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.client.HttpClientErrorException;

/** The application after the first step: the same interface, injected. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(CheckoutInjected.CheckoutBean.class)
class CheckoutInjected {

	@Bean
	ConsumerInterceptor tenant() {
		return (call, next) -> next.handle(call.withHeader("X-Tenant", "blue"));
	}

	static class CheckoutBean implements Checkout {

		private final MappedItems items;

		CheckoutBean(@RemoteReference("shop") MappedItems items) {
			this.items = items;
		}

		MappedItems items() {
			return this.items;
		}

		@Override
		public String name(long id) {
			try {
				return this.items.find(id).name();
			}
			catch (RpcException ex) {
				if (ex.status() == RpcStatus.NOT_FOUND) {
					return "unknown";
				}
				throw ex;
			}
		}

		@Override
		public Confirmation order(long id, int quantity, String buyer) throws OutOfStock {
			try {
				return this.items.order(new NewOrder(id, quantity), buyer);
			}
			catch (RpcException ex) {
				if (ex.getCause() instanceof HttpClientErrorException.Conflict cause) {
					throw new OutOfStock((int) cause.getResponseBodyAs(Map.class).get("available"));
				}
				throw ex;
			}
		}

		@Override
		public String delivery(long id) {
			try {
				return this.items.delivery(id);
			}
			catch (RpcException ex) {
				if (ex.status() == RpcStatus.DEADLINE_EXCEEDED) {
					return "later";
				}
				throw ex;
			}
		}

	}

}
