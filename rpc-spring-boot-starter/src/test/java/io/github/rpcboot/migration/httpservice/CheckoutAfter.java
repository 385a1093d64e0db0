package io.github.rpcboot.migration.httpservice;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.ConsumerInterceptor;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The application after the second step: a plain interface on both sides. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(CheckoutAfter.CheckoutBean.class)
class CheckoutAfter {

	@Bean
	ConsumerInterceptor tenant() {
		return (call, next) -> next.handle(call.withHeader("X-Tenant", "blue"));
	}

	static class CheckoutBean implements Checkout {

		private final Items items;

		CheckoutBean(@RemoteReference("shop") Items items) {
			this.items = items;
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
			return this.items.order(new NewOrder(id, quantity), buyer);
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
