package io.github.rpcboot.migration.httpservice;

import java.time.Duration;
import java.util.List;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.autoconfigure.RunningApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * One application three times: with an HTTP service client, with the same interface as a
 * reference, and with a plain interface on both sides.
 * docs/migrate-from-http-service-clients.md tells what changes.
 */
class MigrationFromHttpServiceClientsTests {

	private static RunningApplication shopBefore;

	private static RunningApplication shopAfter;

	private static RunningApplication before;

	private static RunningApplication injected;

	private static RunningApplication after;

	@BeforeAll
	static void start() {
		shopBefore = RunningApplication.web(ShopBefore.class);
		shopAfter = RunningApplication.web(ShopAfter.class);
		before = RunningApplication.web(CheckoutBefore.class,
				"spring.http.serviceclient.shop.base-url=" + shopBefore.url(),
				"spring.http.serviceclient.shop.read-timeout=2s",
				"spring.http.serviceclient.shop.default-header.X-Tenant=blue");
		injected = RunningApplication.web(CheckoutInjected.class, "rpc.endpoints.shop=" + shopBefore.url(),
				"rpc.consumer.targets.shop.services.MappedItems.methods.delivery.timeout=1s");
		after = RunningApplication.web(CheckoutAfter.class, "rpc.endpoints.shop=" + shopAfter.url(),
				"rpc.consumer.targets.shop.services.Items.methods.delivery.timeout=1s");
		assertThat(all()).allSatisfy((checkout) -> assertThat(checkout.name(5)).isEqualTo("tea"));
	}

	@AfterAll
	static void stop() {
		shopBefore.bean(ShopBefore.ItemsController.class).arrive();
		shopAfter.bean(ShopAfter.ItemsBean.class).arrive();
		List.of(after, injected, before, shopAfter, shopBefore).forEach(RunningApplication::close);
	}

	private static List<Checkout> all() {
		return List.of(before.bean(Checkout.class), injected.bean(Checkout.class), after.bean(Checkout.class));
	}

	@Test
	void whatTheShopAnswersArrives() {
		assertThat(all()).allSatisfy((checkout) -> {
			assertThat(checkout.name(5)).isEqualTo("tea");
			assertThat(checkout.delivery(5)).isEqualTo("today");
		});
	}

	@Test
	void anItemThatTheShopDoesNotHaveIsUnknown() {
		assertThat(all()).allSatisfy((checkout) -> assertThat(checkout.name(99)).isEqualTo("unknown"));
	}

	@Test
	void anOrderThatIsTooLargeSaysWhatIsLeft() {
		assertThat(all()).allSatisfy(
				(checkout) -> assertThatExceptionOfType(OutOfStock.class).isThrownBy(() -> checkout.order(5, 4, "Ada"))
					.satisfies((failure) -> assertThat(failure.available()).isEqualTo(3)));
	}

	@Test
	void headersOfOneCallAndOfAllCallsArrive() throws Exception {
		for (Checkout checkout : all()) {
			assertThat(checkout.order(5, 1, "Ada")).isEqualTo(new Confirmation(1, "Ada", "blue"));
		}
	}

	@Test
	void aShopThatDoesNotAnswerIsNotWaitedFor() {
		assertThat(all()).allSatisfy((checkout) -> assertTimeoutPreemptively(Duration.ofSeconds(10),
				() -> assertThat(checkout.delivery(6)).isEqualTo("later")));
	}

	@Test
	void theShopCanServeTheSamePathsAsARemoteService() {
		try (RunningApplication between = RunningApplication.web(ShopBetween.class);
				RunningApplication old = RunningApplication.web(CheckoutBefore.class,
						"spring.http.serviceclient.shop.base-url=" + between.url(),
						"spring.http.serviceclient.shop.default-header.X-Tenant=blue");
				RunningApplication reference = RunningApplication.web(CheckoutInjected.class,
						"rpc.endpoints.shop=" + between.url())) {
			assertThat(List.of(old.bean(Checkout.class), reference.bean(Checkout.class))).allSatisfy((checkout) -> {
				assertThat(checkout.name(5)).isEqualTo("tea");
				assertThat(checkout.name(99)).isEqualTo("unknown");
				assertThat(checkout.delivery(5)).isEqualTo("today");
				assertThat(checkout.order(5, 1, "Ada")).isEqualTo(new Confirmation(1, "Ada", "blue"));
				assertThatExceptionOfType(OutOfStock.class).isThrownBy(() -> checkout.order(5, 4, "Ada"));
			});
		}
	}

	@Test
	void theOldClientAndTheReferenceLiveSideBySide() {
		try (RunningApplication both = RunningApplication.web(BothAtOnce.class,
				"spring.http.serviceclient.shop.base-url=" + shopBefore.url(),
				"rpc.endpoints.shop=" + shopBefore.url())) {
			Clients clients = both.bean(Clients.class);
			assertThat(clients.old()).isNotSameAs(clients.reference());
			assertThatExceptionOfType(HttpClientErrorException.NotFound.class).isThrownBy(() -> clients.old().find(99));
			assertThatExceptionOfType(RpcException.class).isThrownBy(() -> clients.reference().find(99));
		}
	}

	@Test
	void afterTheFirstStepTheOldExceptionIsTheCauseOfTheNewOne() {
		assertThatExceptionOfType(HttpClientErrorException.NotFound.class)
			.isThrownBy(() -> before.bean(MappedItems.class).find(99));
		assertThatExceptionOfType(RpcException.class)
			.isThrownBy(() -> injected.bean(CheckoutInjected.CheckoutBean.class).items().find(99))
			.withCauseInstanceOf(HttpClientErrorException.NotFound.class);
	}

	record Clients(MappedItems old, MappedItems reference) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@ImportHttpServices(group = "shop", types = MappedItems.class)
	static class BothAtOnce {

		@Bean
		Clients clients(MappedItems old, @RemoteReference("shop") MappedItems reference) {
			return new Clients(old, reference);
		}

	}

}
