package io.github.rpcboot.benchmarks.openfeign;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Timeouts belong to a client, so that reads and writes need one each. */
@FeignClient(name = "books", contextId = "reads")
interface ReadClient {

	@GetMapping("/books/{id}")
	long read(@PathVariable("id") long id);

}
