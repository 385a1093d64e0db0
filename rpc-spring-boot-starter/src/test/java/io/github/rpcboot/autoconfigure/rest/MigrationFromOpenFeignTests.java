package io.github.rpcboot.autoconfigure.rest;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import feign.FeignException;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.autoconfigure.RunningApplication;
import io.github.rpcboot.autoconfigure.rest.ForeignShop.Item;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One application twice: with the clients of Spring Cloud OpenFeign, and with references
 * to the same interface. docs/migrate-from-openfeign.md tells what changes.
 */
class MigrationFromOpenFeignTests {

	private static RunningApplication foreign;

	private static RunningApplication before;

	private static RunningApplication after;

	@BeforeAll
	static void start() {
		foreign = RunningApplication.web(ForeignShop.class);
		before = RunningApplication.web(Before.class,
				"spring.cloud.openfeign.client.config.foreign-shop.url=" + foreign.url());
		after = RunningApplication.web(After.class, "rpc.endpoints.foreign-shop=" + foreign.url());
	}

	@AfterAll
	static void stop() {
		after.close();
		before.close();
		foreign.close();
	}

	private static List<Checkout> both() {
		return List.of(before.bean(Checkout.class), after.bean(Checkout.class));
	}

	@Test
	void theSameInterfaceGivesTheSameAnswers() {
		assertThat(both()).allSatisfy((checkout) -> {
			RequestMappedShop shop = checkout.shop();
			assertThat(shop.find(5)).isEqualTo(new Item(5L, "tea", LocalDate.of(2026, 11, 23)));
			assertThat(shop.findPerhaps(0)).isEmpty();
			assertThat(shop.add(new Item(null, "cup", null)).getStatusCode().value()).isEqualTo(201);
			assertThat(shop.search("a b", 3, List.of("x", "y"), null)).containsEntry("tag", List.of("x", "y"));
			assertThat(shop.echo("größe")).isEqualTo("größe");
			assertThat(shop.form(Map.of("name", "a b"))).isEqualTo("{name=[a b]}");
			assertThat(shop.twice("a")).isEqualTo("aa");
		});
	}

	@Test
	void anErrorIsAnRpcExceptionWithTheOldOneAsItsCause() {
		assertThatExceptionOfType(FeignException.Conflict.class)
			.isThrownBy(() -> before.bean(Checkout.class).shop().fail(409));
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> after.bean(Checkout.class).shop().fail(409))
			.withCauseInstanceOf(FeignException.Conflict.class);
	}

	@Test
	void aBusyServiceIsAskedAgain() {
		assertThatExceptionOfType(FeignException.ServiceUnavailable.class)
			.isThrownBy(() -> before.bean(Checkout.class).shop().busyWrite());
		assertThat(after.bean(Checkout.class).shop().busy()).isEqualTo("at last");
	}

	record Checkout(RequestMappedShop shop) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableFeignClients(clients = RequestMappedShop.class)
	static class Before {

		@Bean
		Checkout checkout(RequestMappedShop shop) {
			return new Checkout(shop);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class After {

		@Bean
		Checkout checkout(@RemoteReference RequestMappedShop shop) {
			return new Checkout(shop);
		}

	}

}
