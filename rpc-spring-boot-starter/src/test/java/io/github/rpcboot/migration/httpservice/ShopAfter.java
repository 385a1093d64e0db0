package io.github.rpcboot.migration.httpservice;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcContext;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The shop after the second step. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ShopAfter.ItemsBean.class)
class ShopAfter {

	@RemoteService
	static class ItemsBean implements Items {

		private final CountDownLatch truck = new CountDownLatch(1);

		@Override
		public Item find(long id) {
			if (id != 5) {
				throw new RpcException(RpcStatus.NOT_FOUND, "There is no item " + id);
			}
			return new Item(5, "tea");
		}

		@Override
		public Confirmation order(NewOrder order, String buyer) throws OutOfStock {
			if (order.quantity() > 3) {
				throw new OutOfStock(3);
			}
			return new Confirmation(1, buyer, RpcContext.current().headers().get("X-Tenant"));
		}

		@Override
		public String delivery(long id) {
			try {
				return (id == 5 || this.truck.await(30, TimeUnit.SECONDS)) ? "today" : "never";
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return "never";
			}
		}

		void arrive() {
			this.truck.countDown();
		}

	}

}
