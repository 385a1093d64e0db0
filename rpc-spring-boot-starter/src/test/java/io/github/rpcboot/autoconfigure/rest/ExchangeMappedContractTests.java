package io.github.rpcboot.autoconfigure.rest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.RunningApplication;
import io.github.rpcboot.autoconfigure.rest.ForeignShop.Item;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.HttpClientErrorException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * An interface that was written for Spring's HTTP service clients works as it is, against
 * any application.
 */
class ExchangeMappedContractTests {

	private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

	private static RunningApplication foreign;

	private static RunningApplication consumer;

	private static ExchangeMappedShop shop;

	@BeforeAll
	static void start() {
		foreign = RunningApplication.web(ForeignShop.class);
		consumer = RunningApplication.web(Consumer.class, "rpc.endpoints.foreign-shop=" + foreign.url(),
				"rpc.consumer.targets.foreign-shop.token=secret");
		shop = consumer.bean(Customer.class).shop();
	}

	@AfterAll
	static void stop() {
		consumer.close();
		foreign.close();
	}

	@Test
	void pathVariablesAndBodiesTravelAsJson() {
		assertThat(shop.find(5)).isEqualTo(new Item(5L, "tea", DAY));
		assertThat(shop.put(6, new Item(null, "cup", DAY))).isEqualTo(new Item(6L, "cup", DAY));
		assertThat(shop.rename(7, Map.of("name", "pot"))).isEqualTo(new Item(7L, "pot", null));
		assertThat(shop.findPerhaps(5)).contains(new Item(5L, "tea", DAY));
		shop.delete(8);
	}

	@Test
	void aResponseEntityHasStatusAndHeaders() {
		assertThat(shop.findWithHead(5).getHeaders().getFirst("X-Kind")).isEqualTo("item");
		assertThat(shop.add(new Item(null, "cup", DAY))).satisfies((created) -> {
			assertThat(created.getStatusCode()).isEqualTo(HttpStatus.CREATED);
			assertThat(created.getHeaders().getLocation()).isEqualTo(URI.create("/shop/items/7"));
			assertThat(created.getBody()).isEqualTo(new Item(7L, "cup", DAY));
		});
		assertThat(shop.count().getFirst("X-Count")).isEqualTo("2");
	}

	@Test
	void queriesTravelAsTheyAreDeclared() {
		assertThat(shop.search("a b&c=ä", 3, List.of("x", "y"), DAY))
			.isEqualTo(Map.of("name", "a b&c=ä", "most", 3, "tag", List.of("x", "y"), "since", "2026-11-23"));
		assertThat(shop.search("n", null, null, null)).containsEntry("most", 10);
		assertThat(shop.searchAll(Map.of("name", "n", "most", "4"))).containsEntry("most", 4);
	}

	@Test
	void whateverStandsInAPathArrivesAsItWas() {
		assertThat(shop.echo("größe 日本")).isEqualTo("größe 日本");
		assertThat(shop.echo("a?b#c%20+")).isEqualTo("a?b#c%20+");
	}

	@Test
	void headersAndCookiesOfTheContractAreSentBesideThoseOfTheCall() {
		assertThat(shop.headers("full")).isEqualTo("blue null full Bearer secret text/plain");
		assertThat(shop.headerMap(Map.of("X-Tenant", "red", "Authorization", "Basic x")))
			.startsWith("red null null Basic x");
	}

	@Test
	void formsFilesAndBytesAreSent() {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		form.add("name", "a b");

		assertThat(shop.form(form)).isEqualTo("{name=[a b]}");
		assertThat(shop.upload(new ByteArrayResource("inside".getBytes(StandardCharsets.UTF_8)) {

			@Override
			public String getFilename() {
				return "n.txt";
			}

		}, "note")).isEqualTo("n.txt inside note");
		assertThat(shop.bytes(new byte[] { 1, 2, -3 })).containsExactly(-3, 2, 1);
	}

	@Test
	void aGetIsRepeatedWhereTheServiceIsBusy() {
		assertThat(shop.busy()).isEqualTo("at last");
	}

	@Test
	void redirectsOfWhatOnlyReadsAreFollowed() {
		assertThat(shop.moved()).isEqualTo("here");
	}

	@Test
	void anErrorHasTheStatusOfItsHttpStatusAndTheBodyInItsCause() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> shop.fail(404)).satisfies((failure) -> {
			assertThat(failure.status()).isEqualTo(RpcStatus.NOT_FOUND);
			assertThat(failure).hasMessageContaining("ExchangeMappedShop/fail").hasMessageContaining("HTTP 404");
			assertThat(failure.getCause()).isInstanceOfSatisfying(HttpClientErrorException.class,
					(cause) -> assertThat(cause.getResponseBodyAsString()).isEqualTo("{\"problem\":\"number 404\"}"));
		});
		assertThat(catchThrowableOfType(RpcException.class, () -> shop.fail(503)).status())
			.isEqualTo(RpcStatus.UNAVAILABLE);
	}

	@Test
	void aPostThatIsSentOnToAnotherPlaceIsNoSuccess() {
		assertThat(catchThrowableOfType(RpcException.class, () -> shop.postSentOn("/shop/echo/a")).status())
			.isEqualTo(RpcStatus.FAILED_PRECONDITION);
	}

	@Test
	void theVerbAndTheUrlCanBeArguments() {
		assertThat(shop.with(HttpMethod.GET, "a")).isEqualTo("a");
		assertThat(shop.elsewhere(URI.create(foreign.url() + "/shop/echo/there"))).isEqualTo("there");
	}

	@Test
	void aDefaultMethodRunsHere() {
		assertThat(shop.twice("a")).isEqualTo("aa");
	}

	@Test
	void theInterfaceIsNoEndpointOfTheConsumer() throws Exception {
		assertThat(consumer.get("/shop/echo/here").statusCode()).isEqualTo(404);
	}

	record Customer(ExchangeMappedShop shop) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Consumer {

		@Bean
		Customer customer(@RemoteReference("foreign-shop") ExchangeMappedShop shop) {
			return new Customer(shop);
		}

	}

}
