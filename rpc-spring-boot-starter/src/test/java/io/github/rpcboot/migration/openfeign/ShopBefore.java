package io.github.rpcboot.migration.openfeign;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The shop, which need not know anything of the starter. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ ShopBefore.ItemsController.class, ShopBefore.TenantController.class })
class ShopBefore {

	@RestController
	@RequestMapping("/api")
	static class ItemsController implements Items {

		private final AtomicInteger busy = new AtomicInteger();

		@Override
		public Item find(long id) {
			if (id != 5) {
				throw new ResponseStatusException(HttpStatus.NOT_FOUND);
			}
			return new Item(id, "tea");
		}

		@Override
		public Optional<Item> findPerhaps(long id) {
			return Optional.of(find(id));
		}

		@Override
		public ResponseEntity<Item> add(Item item) {
			if (item.name().equals("tea")) {
				throw new ResponseStatusException(HttpStatus.CONFLICT);
			}
			return ResponseEntity.status(HttpStatus.CREATED).body(new Item(7L, item.name()));
		}

		@Override
		public Map<String, Object> search(String name, Integer most, List<String> tags) {
			return Map.of("name", name, "most", most, "tag", tags);
		}

		@Override
		public String echo(String text) {
			return text;
		}

		@Override
		public String busy() {
			if (this.busy.incrementAndGet() % 3 != 0) {
				throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
			}
			return "at last";
		}

	}

	@RestController
	static class TenantController {

		@GetMapping("/api/tenant")
		String tenant(@RequestHeader(name = "X-Tenant", defaultValue = "none") String tenant) {
			return tenant;
		}

	}

}
