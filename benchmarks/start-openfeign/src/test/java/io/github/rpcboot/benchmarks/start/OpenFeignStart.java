package io.github.rpcboot.benchmarks.start;

import io.github.rpcboot.benchmarks.speed.Order;
import io.github.rpcboot.benchmarks.speed.PeerServer;
import io.github.rpcboot.benchmarks.speed.ShopBean;
import io.github.rpcboot.benchmarks.speed.WebApplication;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A web application with one controller, and one client of another. */
public final class OpenFeignStart implements PeerServer {

	@Override
	public int start(String variant) {
		return WebApplication.start(Application.class, "shop.url=http://127.0.0.1:9");
	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableFeignClients(clients = ShopClient.class)
	@Import({ ShopController.class, Customer.class })
	static class Application {

	}

	/** What others call. */
	@RestController
	static class ShopController {

		private final ShopBean shop = new ShopBean();

		@PostMapping("/orders")
		Order placeOrder(@RequestBody Order order) {
			return this.shop.placeOrder(order);
		}

	}

	/** The interface of another application. */
	@FeignClient(name = "shop", url = "${shop.url}")
	public interface ShopClient {

		@PostMapping("/orders")
		Order placeOrder(@RequestBody Order order);

	}

	/** A bean that calls. */
	static class Customer {

		private final ShopClient shop;

		Customer(ShopClient shop) {
			this.shop = shop;
		}

		ShopClient shop() {
			return this.shop;
		}

	}

}
