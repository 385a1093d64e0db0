package io.github.rpcboot.migration.dubbo;

import java.time.Duration;

import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.RunningApplication;
import io.github.rpcboot.migration.dubbo.behaviour.Checkout;
import io.github.rpcboot.migration.dubbo.behaviour.CheckoutBehaviour;
import io.github.rpcboot.migration.dubbo.behaviour.Shop;
import io.github.rpcboot.migration.dubbo.contract.NewOrder;
import io.github.rpcboot.migration.dubbo.contract.Order;
import io.github.rpcboot.migration.dubbo.contract.Orders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * The pair of docs/samples/dubbo after its migration. docs/migrate-from-dubbo.md tells
 * what changes.
 */
class MigrationFromDubboTests extends CheckoutBehaviour {

	private static RunningApplication shop;

	private static RunningApplication checkout;

	@BeforeAll
	static void start() {
		shop = RunningApplication.web(ShopAfter.class);
		checkout = RunningApplication.web(CheckoutAfter.class, "rpc.endpoints.shop=" + shop.url(),
				"rpc.consumer.targets.shop.services.Orders.methods.delivery.timeout=1s");
		checkout.bean(Checkout.class).delivery(5);
	}

	@AfterAll
	static void stop() {
		shop.bean(Shop.class).arrive();
		checkout.close();
		shop.close();
	}

	@Override
	protected Checkout checkout() {
		return checkout.bean(Checkout.class);
	}

	@Test
	void aCallThatTimesOutRunsOnce() {
		int before = shop.bean(Shop.class).deliveries();
		assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThat(checkout().delivery(6)).isEqualTo("later"));
		assertThat(shop.bean(Shop.class).deliveries()).isEqualTo(before + 1);
	}

	@Test
	void anExceptionThatIsNotDeclaredTellsNothingOfTheProvider() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> checkout().find(13))
			.satisfies((failure) -> assertThat(failure.status()).isEqualTo(RpcStatus.UNKNOWN))
			.withMessageNotContaining("table of orders");
	}

	@Test
	void aCallWithoutTheInterfaceIsAPost() throws Exception {
		assertThat(shop.post("/rpc/Orders/find", "{\"id\":7}").body())
			.isEqualTo("{\"buyer\":\"Ada\",\"day\":\"2026-11-23\",\"id\":7,\"total\":\"13.50\"}");
	}

	@Test
	void twoVersionsAreTwoNames() {
		try (RunningApplication versions = RunningApplication.web(TwoVersions.class,
				"rpc.endpoints.shop=inprocess://local")) {
			Versions both = versions.bean(Versions.class);
			assertThat(both.first().delivery(1)).isEqualTo("one");
			assertThat(both.second().delivery(1)).isEqualTo("two");
		}
	}

	@Test
	void anUncheckedExceptionOfTheThrowsClauseArrivesAsItself() {
		try (RunningApplication shop = RunningApplication.web(SaidMore.class, "rpc.endpoints.shop=inprocess://local")) {
			OrdersSaidMore orders = shop.bean(Buyer.class).orders();
			assertThatExceptionOfType(OrdersSaidMore.CreditExceeded.class)
				.isThrownBy(() -> orders.place(new NewOrder("Ada", "tea", 1)))
				.withMessage("Nothing is left");
		}
	}

	record Buyer(OrdersSaidMore orders) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class SaidMore {

		@Bean
		@RemoteService
		Poor poor() {
			return new Poor();
		}

		@Bean
		Buyer buyer(@RemoteReference("shop") OrdersSaidMore orders) {
			return new Buyer(orders);
		}

	}

	static class Poor implements OrdersSaidMore {

		@Override
		public Order find(long id) {
			return null;
		}

		@Override
		public void cancel(long id) {
		}

		@Override
		public Order place(NewOrder order) {
			throw new CreditExceeded("Nothing is left");
		}

	}

	@RemoteContract("shop.v2.Orders")
	interface OrdersV2 extends Orders {

	}

	record Versions(Orders first, OrdersV2 second) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TwoVersions {

		@Bean
		@RemoteService
		First first() {
			return new First();
		}

		@Bean
		@RemoteService(contract = OrdersV2.class)
		Second second() {
			return new Second();
		}

		@Bean
		Versions versions(@RemoteReference("shop") Orders first, @RemoteReference("shop") OrdersV2 second) {
			return new Versions(first, second);
		}

	}

	static class First extends Shop {

		First() {
			super(() -> "");
		}

		@Override
		public String delivery(long id) {
			return "one";
		}

	}

	static class Second extends Shop implements OrdersV2 {

		Second() {
			super(() -> "");
		}

		@Override
		public String delivery(long id) {
			return "two";
		}

	}

}
