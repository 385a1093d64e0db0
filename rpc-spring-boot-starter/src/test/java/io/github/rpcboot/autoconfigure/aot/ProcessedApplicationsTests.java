package io.github.rpcboot.autoconfigure.aot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.aot.Contracts.Alternative;
import io.github.rpcboot.autoconfigure.aot.Contracts.Article;
import io.github.rpcboot.autoconfigure.aot.Contracts.Basket;
import io.github.rpcboot.autoconfigure.aot.Contracts.Catalog;
import io.github.rpcboot.autoconfigure.aot.Contracts.Circle;
import io.github.rpcboot.autoconfigure.aot.Contracts.Email;
import io.github.rpcboot.autoconfigure.aot.Contracts.Filter;
import io.github.rpcboot.autoconfigure.aot.Contracts.Greeter;
import io.github.rpcboot.autoconfigure.aot.Contracts.Greeting;
import io.github.rpcboot.autoconfigure.aot.Contracts.Item;
import io.github.rpcboot.autoconfigure.aot.Contracts.Items;
import io.github.rpcboot.autoconfigure.aot.Contracts.Kind;
import io.github.rpcboot.autoconfigure.aot.Contracts.Page;
import io.github.rpcboot.autoconfigure.aot.Contracts.PlainNote;
import io.github.rpcboot.autoconfigure.aot.Contracts.Shape;
import io.github.rpcboot.autoconfigure.aot.Contracts.Side;
import io.github.rpcboot.autoconfigure.aot.Contracts.SoldOut;
import io.github.rpcboot.autoconfigure.aot.Contracts.Square;
import io.github.rpcboot.autoconfigure.aot.Contracts.Stocks;
import io.github.rpcboot.autoconfigure.aot.Contracts.User;
import io.github.rpcboot.autoconfigure.aot.Contracts.Users;
import io.github.rpcboot.consumer.RemoteReferences.Reference;
import io.github.rpcboot.consumer.RemoteReferences.Wanted;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Two applications, both processed ahead of time, one of which calls the other over HTTP.
 */
class ProcessedApplicationsTests {

	private static ServletWebServerApplicationContext shop;

	private static ServletWebServerApplicationContext customer;

	@BeforeAll
	static void start() {
		shop = Processed.SHOP.start();
		String url = "http://127.0.0.1:" + shop.getWebServer().getPort();
		// Nothing of where the shop lives is known while the customer is built.
		customer = Processed.CUSTOMER.start("shop.name=shop", "rest.url=" + url, "rpc.endpoints.shop=" + url,
				"rpc.endpoints.other=" + url, "rpc.consumer.targets.rest.timeout=2s");
	}

	@AfterAll
	static void stop() {
		customer.close();
		shop.close();
	}

	@Test
	void aFieldIsFilled() {
		Customer.Field field = customer.getBean(Customer.Field.class);
		assertThat(field.greeter().greet("Ada")).isEqualTo("Hello, Ada");
		assertThat(field.lazily().greet("Grace")).isEqualTo("Hello, Grace");
	}

	@Test
	void aConstructorParameterIsFilled() {
		Catalog catalog = customer.getBean(Customer.ConstructorParameter.class).catalog();
		assertThat(catalog.byKind()).isEqualTo(Map.of(Kind.TEA, List.of(new Item(1, "tea", Kind.TEA))));
	}

	@Test
	void aParameterOfABeanMethodIsFilled() {
		Users users = customer.getBean(Customer.BeanMethodParameter.class).users();
		assertThat(users.find(7L)).isEqualTo(new User(7, new Email("ada@example.org")));
		assertThat(users.all()).hasSize(1);
	}

	@Test
	void aParameterOfAnInjectedMethodIsFilled() {
		Customer.MethodParameter method = customer.getBean(Customer.MethodParameter.class);
		assertThat(method.stocks().stock(1).count()).isZero();
		assertThat(method.greeter().greet("Ada")).isEqualTo("Hello, Ada");
	}

	@Test
	void aMethodWithTheAnnotationIsCalled() {
		Catalog catalog = customer.getBean(Customer.WholeMethod.class).catalog();
		assertThat(catalog.priceOf(new Item(1, "tea", Kind.TEA)).cents()).isEqualTo(450);
		assertThat(catalog).hasToString("Remote shop.v2.Catalog at 'other'");
	}

	@Test
	void aReferenceIsRegisteredAsItWasWithoutProcessing() {
		BeanDefinition definition = customer.getBeanDefinition("rpcReference:shop:" + Catalog.class.getName());
		assertThat(definition.getDescription()).isEqualTo("@RemoteReference(\"shop\") " + Catalog.class.getName());
		assertThat(definition.getAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE)).isEqualTo(Catalog.class);
		assertThat(definition.getRole()).isEqualTo(BeanDefinition.ROLE_SUPPORT);
		assertThat(customer.getBean(Wanted.class).references()).containsExactlyInAnyOrder(
				new Reference(Greeter.class, "${shop.name}"), new Reference(Greeter.class, "shop"),
				new Reference(Catalog.class, "shop"), new Reference(Users.class, "shop"),
				new Reference(Stocks.class, "shop"), new Reference(Catalog.class, "other"),
				new Reference(Items.class, "rest"));
	}

	@Test
	void noBeanClassIsReadAtTheStart() {
		assertThat(customer.containsBean("rpcReferenceRegistrar")).isFalse();
	}

	@Test
	void aPlainInjectionPointGetsTheLocalBean() {
		assertThat(customer.getBean(Customer.Field.class).local()).isSameAs(customer.getBean("localUsers"));
	}

	@Test
	void contractsThatAreMappedToRestAnswer() {
		Items items = customer.getBean(Customer.Rest.class).items();
		assertThat(items.find(3)).isEqualTo(new Article(3, "tea"));
		assertThat(items.nameOf(3)).isEqualTo("tea");
		Filter filter = new Filter();
		filter.setName("pot");
		assertThat(items.search(filter).getBody()).containsExactly(new Article(7, "pot"));
		Stocks stocks = customer.getBean(Customer.MethodParameter.class).stocks();
		assertThat(stocks.isEmpty(1)).isTrue();
	}

	@Test
	void everyKindOfTypeTravels() throws Exception {
		Catalog catalog = customer.getBean(Customer.ConstructorParameter.class).catalog();
		assertThat(catalog.list(Kind.POT, Optional.of("blue")))
			.isEqualTo(new Page<>(List.of(new Item(1, "blue", Kind.POT)), 1));
		List<Shape> shapes = List.of(new Circle(1), new Square(new Side(2)));
		assertThat(catalog.shapes(shapes)).containsExactlyElementsOf(shapes);
		Basket basket = new Basket();
		basket.setNote(new PlainNote("soon"));
		Basket added = catalog.add(basket, new Item(1, "tea", Kind.TEA));
		assertThat(added.getItems()).hasSize(1);
		assertThat(added.getNote()).isEqualTo(new PlainNote("SOON"));
	}

	@Test
	void aDeclaredExceptionArrivesWithItsFields() {
		Catalog catalog = customer.getBean(Customer.ConstructorParameter.class).catalog();
		Item pot = new Item(2, "pot", Kind.POT);
		assertThatExceptionOfType(SoldOut.class).isThrownBy(() -> catalog.add(new Basket(), pot))
			.withMessage("No pots")
			.satisfies((soldOut) -> {
				assertThat(soldOut.item()).isEqualTo(pot);
				assertThat(soldOut.alternatives()).containsExactly(new Alternative(new Item(1, "tea", Kind.TEA)));
			});
	}

	@Test
	void aFutureIsCompleted() throws Exception {
		Greeter greeter = customer.getBean(Customer.Field.class).greeter();
		assertThat(greeter.later("Ada").get(5, TimeUnit.SECONDS)).isEqualTo(new Greeting("Later, Ada"));
	}

	@Test
	void aProviderBehindAProxyAnswersAndItsArgumentsAreChecked() {
		assertThat(AopUtils.isAopProxy(shop.getBean(Shop.GreeterBean.class))).isTrue();
		Greeter greeter = customer.getBean(Customer.Field.class).greeter();
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> greeter.greet("a".repeat(21)))
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT));
	}

	/** A long task timer is what only observations have. */
	@Test
	void timersStandInForObservationsWhereOnlyMetersListen() {
		customer.getBean(Customer.Field.class).greeter().greet("Ada");
		MeterRegistry meters = customer.getBean(MeterRegistry.class);
		assertThat(meters.find("rpc.client.call.duration").timer()).isNotNull();
		assertThat(meters.find("rpc.client.call.duration.active").longTaskTimer()).isNull();
	}

	@Test
	void aLazyProviderIsMadeByItsFirstCall() {
		try (ServletWebServerApplicationContext another = Processed.SHOP.start()) {
			assertThat(another.getBeanFactory().containsSingleton("users")).isFalse();
		}
		customer.getBean(Customer.BeanMethodParameter.class).users().all();
		assertThat(shop.getBeanFactory().containsSingleton("users")).isTrue();
	}

}
