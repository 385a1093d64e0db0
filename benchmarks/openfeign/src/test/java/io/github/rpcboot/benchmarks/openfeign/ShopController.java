package io.github.rpcboot.benchmarks.openfeign;

import java.util.List;

import io.github.rpcboot.benchmarks.speed.Order;
import io.github.rpcboot.benchmarks.speed.Shop;
import io.github.rpcboot.benchmarks.speed.ShopBean;
import io.github.rpcboot.benchmarks.speed.User;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The shop as Spring MVC serves it. */
@RestController
class ShopController {

	private final Shop shop = new ShopBean();

	@GetMapping("/hello/{name}")
	String hello(@PathVariable("name") String name) {
		return this.shop.hello(name);
	}

	@PostMapping("/orders")
	Order placeOrder(@RequestBody Order order) {
		return this.shop.placeOrder(order);
	}

	@GetMapping("/users")
	List<User> listUsers(@RequestParam("count") int count) {
		return this.shop.listUsers(count);
	}

}
