package io.github.rpcboot.migration.openfeign;

import java.util.List;

import feign.FeignException;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.autoconfigure.RunningApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One application twice: with the clients of Spring Cloud OpenFeign, and with references
 * to the same interfaces; and a provider that serves both ways.
 * docs/migrate-from-openfeign.md tells what changes.
 */
class MigrationFromOpenFeignTests {

	private static final String CONFIG = "spring.cloud.openfeign.client.config.";

	private static RunningApplication shop;

	private static RunningApplication before;

	private static RunningApplication injected;

	@BeforeAll
	static void start() {
		shop = RunningApplication.web(ShopBefore.class);
		before = RunningApplication.web(CheckoutBefore.class, CONFIG + "shop.url=" + shop.url(),
				CONFIG + "tenants.url=" + shop.url(), CONFIG + "default.default-request-headers.X-Tenant=green");
		injected = RunningApplication.web(CheckoutInjected.class, "rpc.endpoints.shop=" + shop.url(),
				CONFIG + "default.default-request-headers.X-Tenant=green");
	}

	@AfterAll
	static void stop() {
		List.of(injected, before, shop).forEach(RunningApplication::close);
	}

	private static Items old() {
		return before.bean(CheckoutBefore.Clients.class).items();
	}

	private static CheckoutInjected.Checkout checkout() {
		return injected.bean(CheckoutInjected.Checkout.class);
	}

	@Test
	void theSameInterfaceGivesTheSameAnswers() {
		assertThat(List.of(old(), checkout().items())).allSatisfy((items) -> {
			assertThat(items.find(5)).isEqualTo(new Item(5L, "tea"));
			assertThat(items.findPerhaps(5)).contains(new Item(5L, "tea"));
			assertThat(items.findPerhaps(6)).isEmpty();
			assertThat(items.add(new Item(null, "cup")).getStatusCode().value()).isEqualTo(201);
			assertThat(items.search("a b", 3, List.of("x", "y"))).containsEntry("tag", List.of("x", "y"));
			assertThat(items.echo("größe")).isEqualTo("größe");
			assertThat(items.twice("a")).isEqualTo("aa");
		});
	}

	@Test
	void anErrorIsAnRpcExceptionWithTheOldOneAsItsCause() {
		Item taken = new Item(null, "tea");
		assertThatExceptionOfType(FeignException.Conflict.class).isThrownBy(() -> old().add(taken));
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> checkout().items().add(taken))
			.withCauseInstanceOf(FeignException.Conflict.class);
		assertThat(checkout().add(taken)).isFalse();
		assertThat(checkout().add(new Item(null, "cup"))).isTrue();
	}

	@Test
	void aServiceThatIsBusyTwiceIsAskedAgain() {
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(FeignException.ServiceUnavailable.class).isThrownBy(() -> old().busy());
		}
		assertThat(old().busy()).isEqualTo("at last");
		assertThat(checkout().items().busy()).isEqualTo("at last");
	}

	@Test
	void headersComeFromAnInterceptorAndNoLongerFromTheKeysOfOpenFeign() {
		assertThat(before.bean(CheckoutBefore.Clients.class).tenants().tenant()).isEqualTo("green");
		assertThat(injected.bean(CheckoutInjected.Headers.class).tenants().tenant()).isEqualTo("blue");
	}

	@Test
	void theProviderCanServeTheOldAndTheNewContract() throws Exception {
		try (RunningApplication both = RunningApplication.web(ShopBoth.class);
				RunningApplication callers = RunningApplication.web(Callers.class, "rpc.endpoints.shop=" + both.url());
				RunningApplication oldCaller = RunningApplication.web(CheckoutBefore.class,
						CONFIG + "shop.url=" + both.url(), CONFIG + "tenants.url=" + both.url())) {
			Contracts contracts = callers.bean(Contracts.class);
			assertThat(contracts.items().find(5)).isEqualTo(new Item(5L, "tea"));
			assertThat(contracts.catalogue().find(5)).isEqualTo(new Item(5L, "tea"));
			assertThatExceptionOfType(NoSuchItem.class).isThrownBy(() -> contracts.catalogue().find(6));
			assertThatExceptionOfType(NameTaken.class)
				.isThrownBy(() -> contracts.catalogue().add(new Item(null, "tea")));
			assertThat(oldCaller.bean(CheckoutBefore.Clients.class).items().find(5)).isEqualTo(new Item(5L, "tea"));
		}
	}

	@Test
	void twoContractsOfOneSimpleNameAreRefused() {
		assertThatExceptionOfType(RpcConfigurationException.class)
			.isThrownBy(() -> RunningApplication.web(SameName.class).close())
			.withMessageContaining("both provide the service 'Items'");
	}

	record Contracts(Items items, Catalogue catalogue) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Callers {

		@Bean
		Contracts contracts(@RemoteReference Items items, @RemoteReference("shop") Catalogue catalogue) {
			return new Contracts(items, catalogue);
		}

	}

	static final class Plain {

		interface Items {

			Item find(long id);

		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ShopBoth.ItemsBean.class)
	static class SameName {

		@Bean
		@RemoteService
		PlainItems plain() {
			return new PlainItems();
		}

	}

	static class PlainItems implements Plain.Items {

		@Override
		public Item find(long id) {
			return new Item(id, "tea");
		}

	}

}
