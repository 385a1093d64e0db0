package io.github.rpcboot.migration.openfeign;

import io.github.rpcboot.RemoteService;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The shop while both run: its old controller, and a bean with the new contract. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ ShopBoth.ItemsBean.class, ShopBoth.CatalogueBean.class })
class ShopBoth {

	@RestController
	@RequestMapping("/api")
	@RemoteService
	static class ItemsBean extends ShopBefore.ItemsController {

	}

	@RemoteService
	static class CatalogueBean implements Catalogue {

		@Override
		public Item find(long id) throws NoSuchItem {
			if (id != 5) {
				throw new NoSuchItem("There is no item " + id);
			}
			return new Item(id, "tea");
		}

		@Override
		public Item add(Item item) throws NameTaken {
			if (item.name().equals("tea")) {
				throw new NameTaken(item.name());
			}
			return new Item(7L, item.name());
		}

	}

}
