package io.github.rpcboot.benchmarks.start;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.benchmarks.speed.Order;
import io.github.rpcboot.benchmarks.speed.PeerServer;
import io.github.rpcboot.benchmarks.speed.ShopBean;
import io.github.rpcboot.benchmarks.speed.WebApplication;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A web application with one service, and one reference to another. */
public final class OursStart implements PeerServer {

	@Override
	public int start(String variant) {
		return WebApplication.start(Application.class, "rpc.endpoints.shop=http://127.0.0.1:9");
	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ OwnOrders.class, Customer.class })
	static class Application {

	}

	/** What others call. */
	public interface Orders {

		/**
		 * Takes an order.
		 * @param order the order
		 * @return the order
		 */
		Order placeOrder(Order order);

	}

	/** The bean. */
	@RemoteService
	static class OwnOrders implements Orders {

		private final ShopBean shop = new ShopBean();

		@Override
		public Order placeOrder(Order order) {
			return this.shop.placeOrder(order);
		}

	}

	/** The interface of another application. */
	public interface OtherOrders {

		/**
		 * Takes an order.
		 * @param order the order
		 * @return the order
		 */
		Order placeOrder(Order order);

	}

	/** A bean that calls. */
	static class Customer {

		private final OtherOrders shop;

		Customer(@RemoteReference("shop") OtherOrders shop) {
			this.shop = shop;
		}

		OtherOrders shop() {
			return this.shop;
		}

	}

}
