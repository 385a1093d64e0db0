package io.github.rpcboot.migration.httpservice;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Written for Spring's HTTP service clients; the first step does not touch it. */
@HttpExchange("/api")
interface MappedItems {

	@GetExchange("/items/{id}")
	Item find(@PathVariable long id);

	@PostExchange("/orders")
	Confirmation order(@RequestBody NewOrder order, @RequestHeader("X-Buyer") String buyer);

	@GetExchange("/items/{id}/delivery")
	String delivery(@PathVariable long id);

}
