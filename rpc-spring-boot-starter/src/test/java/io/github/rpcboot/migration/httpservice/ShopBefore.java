package io.github.rpcboot.migration.httpservice;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The shop, with Spring MVC alone. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ShopBefore.ItemsController.class)
class ShopBefore {

	@RestController
	static class ItemsController {

		private final CountDownLatch truck = new CountDownLatch(1);

		@GetMapping("/api/items/{id}")
		ResponseEntity<Item> find(@PathVariable long id) {
			return (id == 5) ? ResponseEntity.ok(new Item(5, "tea")) : ResponseEntity.notFound().build();
		}

		@PostMapping("/api/orders")
		ResponseEntity<?> order(@RequestBody NewOrder order, @RequestHeader("X-Buyer") String buyer,
				@RequestHeader("X-Tenant") String tenant) {
			if (order.quantity() > 3) {
				return ResponseEntity.status(409).body(Map.of("available", 3));
			}
			return ResponseEntity.ok(new Confirmation(1, buyer, tenant));
		}

		@GetMapping("/api/items/{id}/delivery")
		String delivery(@PathVariable long id) throws InterruptedException {
			return (id == 5 || this.truck.await(30, TimeUnit.SECONDS)) ? "today" : "never";
		}

		void arrive() {
			this.truck.countDown();
		}

	}

}
