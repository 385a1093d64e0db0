package io.github.rpcboot.migration.openfeign;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/** Not a line of it changes in the first step. */
@FeignClient(name = "shop", path = "/api", dismiss404 = true) // read as defaults
interface Items {

	@GetMapping("/items/{id}")
	Item find(@PathVariable("id") long id);

	@PostMapping("/items")
	ResponseEntity<Item> add(@RequestBody Item item);

	@GetMapping("/perhaps/{id}")
	Optional<Item> findPerhaps(@PathVariable("id") long id);

	@GetMapping("/search")
	Map<String, Object> search(@RequestParam("name") String name,
			@RequestParam(name = "most", required = false) Integer most, @RequestParam("tag") List<String> tags);

	@GetMapping("/echo/{text}")
	String echo(@PathVariable("text") String text);

	@GetMapping("/busy")
	String busy();

	default String twice(String text) {
		return echo(text) + echo(text);
	}

}
