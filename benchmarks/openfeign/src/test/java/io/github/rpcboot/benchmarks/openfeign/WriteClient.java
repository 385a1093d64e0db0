package io.github.rpcboot.benchmarks.openfeign;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

@FeignClient(name = "books", contextId = "writes")
interface WriteClient {

	@PostMapping("/books")
	long write(@RequestBody long id);

}
