package io.github.rpcboot.demo.consumer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.demo.api.NewOrder;
import io.github.rpcboot.demo.api.Order;
import io.github.rpcboot.demo.api.Orders;
import io.github.rpcboot.demo.api.OutOfStock;
import io.github.rpcboot.demo.api.Receipt;
import io.github.rpcboot.demo.api.Stop;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/shop/orders")
class ShopController {

	private final Orders orders;

	ShopController(@RemoteReference("demo-provider") Orders orders) {
		this.orders = orders;
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	Order place(@RequestBody NewOrder order) throws OutOfStock {
		return this.orders.place(order);
	}

	@GetMapping("/{id}")
	ResponseEntity<Order> find(@PathVariable long id) {
		return ResponseEntity.ofNullable(this.orders.find(id));
	}

	@GetMapping("/{id}/receipt")
	CompletableFuture<Receipt> receipt(@PathVariable long id) {
		return this.orders.receipt(id);
	}

	/** Whoever stops reading early closes the stream, and the provider stops sending. */
	@GetMapping("/{id}/track")
	List<Stop> track(@PathVariable long id) {
		try (Stream<Stop> stops = this.orders.track(id)) {
			return stops.toList();
		}
	}

}
