package io.github.rpcboot.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.call.ProviderInterceptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Two applications that call each other in protobuf over HTTP, with nothing but a key
 * set.
 */
class ProtobufOverHttpTests {

	private static final String TARGET = "rpc.consumer.targets.shop.";

	private static RunningApplication provider;

	@BeforeAll
	static void start() {
		provider = RunningApplication.web(Provider.class);
	}

	@AfterAll
	static void stop() {
		provider.close();
	}

	@Test
	void oneKeyOfATargetMakesItsCallsProtobuf() {
		try (RunningApplication consumer = RunningApplication.withoutWeb(Consumer.class,
				"rpc.endpoints.shop=" + provider.url(), TARGET + "codec=proto", TARGET + "compress=true")) {
			Orders orders = consumer.bean(Consumer.class).orders;
			assertThat(orders.place("chair", 2)).isEqualTo(new Order("chair", 2));
			assertThat(provider.bean(Seen.class).codec).hasValue("proto");
			assertThat(orders.place("none", 2)).isNull();
			assertThatThrownBy(() -> orders.place("lamp", 7)).isInstanceOf(SoldOut.class)
				.extracting("missing")
				.isEqualTo(7);
			assertThat(orders.all(3)).containsExactly(new Order("0", 0), new Order("1", 1), new Order("2", 2));
		}
	}

	@Test
	void withoutTheKeyCallsAreJson() throws Exception {
		assertThat(provider.post("/rpc/Orders/place", "{\"sku\":\"chair\",\"count\":1}").body())
			.isEqualTo("{\"sku\":\"chair\",\"count\":1}");
		assertThat(provider.bean(Seen.class).codec).hasValue("json");
	}

	@Test
	void aProviderMayBeToldToTakeJsonOnly() throws Exception {
		try (RunningApplication json = RunningApplication.web(Provider.class, "rpc.provider.codecs=json")) {
			var refused = json.post("/rpc/Orders/place", "", "application/proto", new String[0]);
			assertThat(refused.statusCode()).isEqualTo(415);
			assertThat(refused.headers().firstValue("accept-post")).contains("application/json");
		}
	}

	@Test
	void aMethodWithoutAnImageFailsTheStartOfWhoWantsItInProtobuf() {
		FailureAnalysis report = Reports.ofStart(Wrong.class, "rpc.endpoints.shop=http://127.0.0.1:1",
				TARGET + "codec=proto");
		assertThat(report.getDescription()).contains("Trees.tree");
	}

	@Test
	void withoutTheLibraryThereIsJsonOnlyAndWhoAsksForMoreIsTold() {
		Runners.plain().withClassLoader(new FilteredClassLoader("com.google.protobuf")).run((context) -> {
			Codecs codecs = context.getBean(Codecs.class);
			assertThat(codecs.served(null)).containsExactly(codecs.usual());
		});
		Runners.plain()
			.withClassLoader(new FilteredClassLoader("com.google.protobuf"))
			.withUserConfiguration(Consumer.class)
			.withPropertyValues("rpc.endpoints.shop=http://127.0.0.1:1", TARGET + "codec=proto")
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(
					"'rpc.consumer.targets.shop.codec' says 'proto', and the library of protobuf is not on the class path."));
	}

	interface Orders {

		Order place(String sku, int count) throws SoldOut;

		Stream<Order> all(int count);

	}

	interface Trees {

		JsonNode tree(String name);

	}

	record Order(String sku, int count) {
	}

	static class SoldOut extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final int missing;

		SoldOut(String message, int missing) {
			super(message);
			this.missing = missing;
		}

		public int getMissing() {
			return this.missing;
		}

	}

	@RemoteService
	static class OrdersBean implements Orders {

		@Override
		public Order place(String sku, int count) {
			if (sku.equals("lamp")) {
				throw new SoldOut("No lamp", count);
			}
			return sku.equals("none") ? null : new Order(sku, count);
		}

		@Override
		public Stream<Order> all(int count) {
			return Stream.iterate(0, (i) -> i + 1).limit(count).map((i) -> new Order(Integer.toString(i), i));
		}

	}

	/** How the last call was encoded. */
	record Seen(AtomicReference<String> codec) {
	}

	@Auto
	@Import(OrdersBean.class)
	static class Provider {

		@Bean
		Seen seen() {
			return new Seen(new AtomicReference<>());
		}

		@Bean
		ProviderInterceptor noting(Seen seen) {
			return (call, next) -> {
				seen.codec().set(call.codec().name());
				return next.handle(call);
			};
		}

	}

	@Auto
	static class Consumer {

		@RemoteReference("shop")
		private Orders orders;

	}

	@OnlyRpc
	@Import(Wrong.Reader.class)
	static class Wrong {

		record Reader(@RemoteReference("shop") Trees trees) {
		}

	}

}
