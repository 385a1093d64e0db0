package io.github.rpcboot.migration.openfeign;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;

/** Tells which headers arrive. */
@FeignClient(name = "shop", contextId = "tenants")
interface Tenants {

	@GetMapping("/api/tenant")
	String tenant();

}
