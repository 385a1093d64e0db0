package io.github.rpcboot.benchmarks.openfeign;

import org.springframework.http.HttpStatus;
import org.springframework.resilience.InvocationRejectedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BooksController {

	private final Shelf shelf;

	BooksController(Shelf shelf) {
		this.shelf = shelf;
	}

	@GetMapping("/books/{id}")
	long read(@PathVariable long id) {
		return this.shelf.read(id);
	}

	@PostMapping("/books")
	long write(@RequestBody long id) {
		return this.shelf.write(id);
	}

	/** What the load balancer asks, where its health checks are on. */
	@GetMapping("/health")
	String health() {
		return "UP";
	}

	@ExceptionHandler(InvocationRejectedException.class)
	@ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
	void full() {
	}

}
