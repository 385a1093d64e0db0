package io.github.rpcboot.migration.dubbo;

import java.util.List;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.ConsumerInterceptor;
import io.github.rpcboot.migration.dubbo.behaviour.Checkout;
import io.github.rpcboot.migration.dubbo.contract.NewOrder;
import io.github.rpcboot.migration.dubbo.contract.Order;
import io.github.rpcboot.migration.dubbo.contract.Orders;
import io.github.rpcboot.migration.dubbo.contract.OutOfStock;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The consumer. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(CheckoutAfter.CheckoutBean.class)
public class CheckoutAfter {

	@Bean
	ConsumerInterceptor tenant() {
		return (call, next) -> next.handle(call.withHeader("tenant", "blue"));
	}

	static class CheckoutBean implements Checkout {

		private final Orders orders;

		CheckoutBean(@RemoteReference("shop") Orders orders) {
			this.orders = orders;
		}

		@Override
		public Order find(long id) {
			return this.orders.find(id);
		}

		@Override
		public List<Order> list(String buyer) {
			return this.orders.list(buyer);
		}

		@Override
		public Order place(String buyer, String item, int quantity) throws OutOfStock {
			return this.orders.place(new NewOrder(buyer, item, quantity));
		}

		@Override
		public Order receipt(long id) {
			return this.orders.receipt(id).join();
		}

		@Override
		public String delivery(long id) {
			try {
				return this.orders.delivery(id);
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
