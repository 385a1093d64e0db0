package io.github.rpcboot.autoconfigure.test.app;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

public interface Catalog {

	@GetMapping("/items/{id}")
	Item item(@PathVariable("id") long id, @RequestParam("currency") String currency);

	@PostMapping("/items")
	Item add(@RequestBody Item item);

}
