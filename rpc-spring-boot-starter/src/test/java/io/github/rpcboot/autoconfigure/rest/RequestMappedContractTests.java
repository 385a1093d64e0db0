package io.github.rpcboot.autoconfigure.rest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import feign.FeignException;
import feign.RequestInterceptor;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.RunningApplication;
import io.github.rpcboot.autoconfigure.rest.ForeignShop.Filter;
import io.github.rpcboot.autoconfigure.rest.ForeignShop.Item;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockMultipartFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * An interface that was written for OpenFeign works as it is, against any application.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestMappedContractTests {

	private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

	private RunningApplication foreign;

	private RunningApplication consumer;

	private RequestMappedShop shop;

	@BeforeAll
	void start() {
		foreign = RunningApplication.web(ForeignShop.class);
		consumer = RunningApplication.web(Consumer.class, "rpc.endpoints.foreign-shop=" + foreign.url(),
				"rpc.consumer.targets.foreign-shop.token=secret",
				"rpc.consumer.targets.foreign-shop.services.RequestMappedShop.methods.slow.timeout=300ms");
		shop = consumer.bean(Customer.class).shop();
	}

	@AfterAll
	void stop() {
		foreign.bean(ForeignShop.Controller.class).end();
		consumer.close();
		foreign.close();
	}

	@Test
	void pathVariablesAndBodiesTravelAsJson() {
		assertThat(shop.find(5)).isEqualTo(new Item(5L, "tea", DAY));
		assertThat(shop.put(6, new Item(null, "cup", DAY))).isEqualTo(new Item(6L, "cup", DAY));
		assertThat(shop.rename(7, Map.of("name", "pot"))).isEqualTo(new Item(7L, "pot", null));
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
		assertThat(shop.count().getHeaders().getFirst("X-Count")).isEqualTo("2");
	}

	@Test
	void whatIsNotThereIsEmptyWhereTheContractSaysSo() {
		assertThat(shop.findPerhaps(0)).isEmpty();
		assertThat(shop.findPerhaps(5)).contains(new Item(5L, "tea", DAY));
		assertThat(shop.find(0)).isNull();
	}

	@Test
	void queriesTravelAsTheyAreDeclared() {
		assertThat(shop.search("a b&c=ä", 3, List.of("x", "y"), DAY))
			.isEqualTo(Map.of("name", "a b&c=ä", "most", 3, "tag", List.of("x", "y"), "since", "2026-11-23"));
		assertThat(shop.search("n", null, List.of(), null))
			.isEqualTo(Map.of("name", "n", "most", 10, "tag", List.of(), "since", "null"));
		assertThat(shop.searchCsv("n", List.of("x", "y"))).containsEntry("tag", List.of("x", "y"));
		assertThat(shop.searchAll(Map.of("name", "n", "most", "4"))).containsEntry("most", 4);
	}

	@Test
	void anObjectBecomesAQuery() {
		Filter filter = new Filter();
		filter.setName("tea");
		filter.setMost(2);

		assertThat(shop.filter(filter)).isEqualTo("tea 2");
	}

	@Test
	void whateverStandsInAPathArrivesAsItWas() {
		assertThat(shop.echo("größe 日本")).isEqualTo("größe 日本");
		assertThat(shop.echo("a?b#c%20+")).isEqualTo("a?b#c%20+");
	}

	@Test
	void headersAndCookiesOfTheContractAreSentBesideThoseOfTheCall() {
		assertThat(shop.headers()).isEqualTo("blue yes null Bearer secret text/plain");
		assertThat(shop.headers("green", "full")).startsWith("green yes full Bearer secret");
		assertThat(shop.headerMap(Map.of("X-Tenant", "red", "Authorization", "Basic x")))
			.startsWith("red yes null Basic x");
	}

	@Test
	void matrixVariablesFormsAndFilesAreSent() {
		// OpenFeign encodes the semicolon, with which it is a part of the name.
		assertThat(shop.matrix(Map.of("color", "red"))).isEqualTo(";color=red {}");
		assertThat(shop.form(Map.of("name", "a b"))).isEqualTo("{name=[a b]}");
		assertThat(shop.upload(
				new MockMultipartFile("file", "n.txt", "text/plain", "inside".getBytes(StandardCharsets.UTF_8)),
				"note"))
			.isEqualTo("n.txt inside note");
	}

	@Test
	void bytesAndTextsAreSentAsTheyAre() {
		assertThat(shop.bytes(new byte[] { 1, 2, -3 })).containsExactly(-3, 2, 1);
		assertThat(shop.text("größe")).isEqualTo("GRÖSSE");
	}

	@Test
	void redirectsOfWhatOnlyReadsAreFollowed() {
		assertThat(shop.moved()).isEqualTo("here");
	}

	@Test
	void aGetIsRepeatedWhereTheServiceIsBusyAndAPostIsNot() {
		assertThat(shop.busy()).isEqualTo("at last");
		int before = foreign.bean(ForeignShop.Controller.class).failures();
		RpcException failure = catchThrowableOfType(RpcException.class, () -> shop.busyWrite());

		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(failure.mayHaveExecuted()).isTrue();
		assertThat(foreign.bean(ForeignShop.Controller.class).failures()).isEqualTo(before + 1);
	}

	@Test
	void anErrorHasTheStatusOfItsHttpStatusAndTheBodyInItsCause() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> shop.fail(422)).satisfies((failure) -> {
			assertThat(failure.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT);
			assertThat(failure).hasMessageContaining("RequestMappedShop/fail").hasMessageContaining("HTTP 422");
			assertThat(failure.getCause()).isInstanceOfSatisfying(FeignException.class,
					(cause) -> assertThat(cause.contentUTF8()).isEqualTo("{\"problem\":\"number 422\"}"));
		});
		assertThat(catchThrowableOfType(RpcException.class, () -> shop.fail(409)).status())
			.isEqualTo(RpcStatus.ABORTED);
		assertThat(catchThrowableOfType(RpcException.class, () -> shop.fail(500)).attempts()).isEqualTo(1);
	}

	@Test
	void theDeadlineOfTheConfigurationHolds() {
		long begin = System.nanoTime();
		RpcException failure = catchThrowableOfType(RpcException.class, () -> shop.slow());

		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure).hasMessageContaining("RequestMappedShop.methods.slow.timeout");
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
	}

	@Test
	void aUrlThatIsPassedReplacesTheInstance() {
		RpcException failure = catchThrowableOfType(RpcException.class,
				() -> shop.elsewhere(URI.create("http://127.0.0.1:1")));

		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(shop.elsewhere(URI.create(foreign.url() + "/shop"))).isEqualTo("elsewhere");
	}

	@Test
	void aDefaultMethodRunsHere() {
		assertThat(shop.twice("a")).isEqualTo("aa");
	}

	@Test
	void theInterfaceIsNoEndpointOfTheConsumer() throws Exception {
		assertThat(consumer.get("/shop/echo/here").statusCode()).isEqualTo(404);
		assertThat(consumer.get("/echo/here").statusCode()).isEqualTo(404);
	}

	record Customer(RequestMappedShop shop) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Consumer {

		@Bean
		Customer customer(@RemoteReference RequestMappedShop shop) {
			return new Customer(shop);
		}

		@Bean
		RequestInterceptor intercepting() {
			return (template) -> template.header("X-Intercepted", "yes");
		}

	}

}
