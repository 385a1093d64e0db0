package io.github.rpcboot.autoconfigure.rest;

import java.util.List;
import java.util.Map;

import io.github.rpcboot.autoconfigure.rest.ForeignShop.Item;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** A contract that both sides of a test read: one serves it, one calls it. */
@RequestMapping("/shop")
interface MappedItems extends MappedStore<Item, Long> {

	@GetMapping("/items/{id}")
	Item find(@PathVariable("id") long id);

	@PostMapping("/items")
	ResponseEntity<Item> add(@RequestBody Item item);

	@DeleteMapping("/items/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@PathVariable("id") long id);

	@GetMapping("/items")
	Map<String, Object> search(@RequestParam("name") String name,
			@RequestParam(name = "most", required = false, defaultValue = "10") Integer most,
			@RequestParam("tag") List<String> tags, @RequestHeader("X-Tenant") String tenant);

	@GetMapping("/greeting")
	String greeting();

	@GetMapping("/slow")
	String slow(@RequestParam("millis") long millis);

	@GetMapping("/fail/{how}")
	String fail(@PathVariable("how") String how) throws Exception;

	@PostMapping("/hold")
	String hold();

	default String twice() {
		return greeting() + greeting();
	}

}
