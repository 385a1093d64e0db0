package io.github.rpcboot.autoconfigure.aot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.autoconfigure.aot.Contracts.Alternative;
import io.github.rpcboot.autoconfigure.aot.Contracts.Article;
import io.github.rpcboot.autoconfigure.aot.Contracts.Basket;
import io.github.rpcboot.autoconfigure.aot.Contracts.Catalog;
import io.github.rpcboot.autoconfigure.aot.Contracts.Email;
import io.github.rpcboot.autoconfigure.aot.Contracts.Filter;
import io.github.rpcboot.autoconfigure.aot.Contracts.Greeter;
import io.github.rpcboot.autoconfigure.aot.Contracts.Greeting;
import io.github.rpcboot.autoconfigure.aot.Contracts.Item;
import io.github.rpcboot.autoconfigure.aot.Contracts.Items;
import io.github.rpcboot.autoconfigure.aot.Contracts.Kind;
import io.github.rpcboot.autoconfigure.aot.Contracts.Page;
import io.github.rpcboot.autoconfigure.aot.Contracts.Price;
import io.github.rpcboot.autoconfigure.aot.Contracts.Shape;
import io.github.rpcboot.autoconfigure.aot.Contracts.SoldOut;
import io.github.rpcboot.autoconfigure.aot.Contracts.Stock;
import io.github.rpcboot.autoconfigure.aot.Contracts.Stocks;
import io.github.rpcboot.autoconfigure.aot.Contracts.User;
import io.github.rpcboot.autoconfigure.aot.Contracts.Users;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;

/** Provides every kind of contract, by every kind of bean. */
@Configuration
@EnableAutoConfiguration
@Import({ Shop.GreeterBean.class, Shop.ItemsBean.class, Shop.StocksBean.class })
class Shop {

	@Bean
	@RemoteService
	Catalog catalog() {
		return new CatalogBean();
	}

	@Bean
	@Lazy
	@RemoteService
	UsersBean users() {
		return new UsersBean();
	}

	/** Spring makes a proxy of it, because of the annotation. */
	@RemoteService
	@Validated
	static class GreeterBean implements Greeter {

		@Override
		public String greet(String name) {
			return "Hello, " + name;
		}

		@Override
		public CompletableFuture<Greeting> later(String name) {
			return CompletableFuture.completedFuture(new Greeting("Later, " + name));
		}

	}

	private static final class CatalogBean implements Catalog {

		private static final Item TEA = new Item(1, "tea", Kind.TEA);

		@Override
		public Page<Item> list(Kind kind, Optional<String> search) {
			return new Page<>(List.of(new Item(1, search.orElse("all"), kind)), 1);
		}

		@Override
		public Map<Kind, List<Item>> byKind() {
			return Map.of(Kind.TEA, List.of(TEA));
		}

		@Override
		public Shape[] shapes(List<Shape> shapes) {
			return shapes.toArray(Shape[]::new);
		}

		@Override
		public Basket add(Basket basket, Item item) throws SoldOut {
			if (item.kind() == Kind.POT) {
				throw new SoldOut("No pots", item, List.of(new Alternative(TEA)));
			}
			basket.getItems().add(item);
			return basket;
		}

		@Override
		public Price priceOf(Item item) {
			return Price.of(450);
		}

	}

	static class UsersBean implements Users {

		@Override
		public User find(Long key) {
			return new User(key, new Email("ada@example.org"));
		}

		@Override
		public List<User> all() {
			return List.of(find(1L));
		}

	}

	@RemoteService
	static class ItemsBean implements Items {

		@Override
		public Article find(long id) {
			return new Article(id, "tea");
		}

		@Override
		public ResponseEntity<List<Article>> search(Filter filter) {
			return ResponseEntity.ok(List.of(new Article(7, filter.getName())));
		}

	}

	@RemoteService
	static class StocksBean implements Stocks {

		@Override
		public Stock stock(long id) {
			return new Stock(0);
		}

	}

}
