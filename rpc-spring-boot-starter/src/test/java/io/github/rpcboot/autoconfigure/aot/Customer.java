package io.github.rpcboot.autoconfigure.aot;

import java.util.List;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.autoconfigure.aot.Contracts.Catalog;
import io.github.rpcboot.autoconfigure.aot.Contracts.Greeter;
import io.github.rpcboot.autoconfigure.aot.Contracts.Items;
import io.github.rpcboot.autoconfigure.aot.Contracts.Stocks;
import io.github.rpcboot.autoconfigure.aot.Contracts.User;
import io.github.rpcboot.autoconfigure.aot.Contracts.Users;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/** Asks for a reference in every place where one may stand. */
@Configuration
@EnableAutoConfiguration
@Import({ Customer.Field.class, Customer.ConstructorParameter.class, Customer.MethodParameter.class,
		Customer.WholeMethod.class, Customer.Rest.class })
class Customer {

	@Bean
	BeanMethodParameter beanMethodParameter(@RemoteReference("shop") Users users) {
		return new BeanMethodParameter(users);
	}

	/** A local implementation, which references do not compete with. */
	@Bean
	Users localUsers() {
		return new Users() {

			@Override
			public User find(Long key) {
				return null;
			}

			@Override
			public List<User> all() {
				return List.of();
			}

		};
	}

	static class Field {

		@RemoteReference("${shop.name}")
		private Greeter greeter;

		@Lazy
		@RemoteReference("shop")
		private Greeter lazily;

		@Autowired
		private Users local;

		Greeter greeter() {
			return this.greeter;
		}

		Greeter lazily() {
			return this.lazily;
		}

		Users local() {
			return this.local;
		}

	}

	static class ConstructorParameter {

		private final Catalog catalog;

		ConstructorParameter(@RemoteReference("shop") Catalog catalog) {
			this.catalog = catalog;
		}

		Catalog catalog() {
			return this.catalog;
		}

	}

	record BeanMethodParameter(Users users) {
	}

	static class MethodParameter {

		private Stocks stocks;

		private ObjectProvider<Greeter> greeter;

		@Autowired
		void setUp(@RemoteReference("shop") Stocks stocks, @RemoteReference("shop") ObjectProvider<Greeter> greeter) {
			this.stocks = stocks;
			this.greeter = greeter;
		}

		Stocks stocks() {
			return this.stocks;
		}

		Greeter greeter() {
			return this.greeter.getObject();
		}

	}

	static class WholeMethod {

		private Catalog catalog;

		@RemoteReference("other")
		void setCatalog(Catalog catalog) {
			this.catalog = catalog;
		}

		Catalog catalog() {
			return this.catalog;
		}

	}

	/** Nothing but the annotation of the contract says where the application lives. */
	static class Rest {

		private final Items items;

		Rest(@RemoteReference("rest") Items items) {
			this.items = items;
		}

		Items items() {
			return this.items;
		}

	}

}
