package io.github.rpcboot.observability;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.autoconfigure.Auto;
import io.github.rpcboot.autoconfigure.RunningApplication;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.observability.Tracing.Spans;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Three applications, each with Boot's own filter for HTTP: the consumer calls the shop,
 * and the shop calls the warehouse.
 */
class ObservedApplicationsTests {

	private static RunningApplication warehouse;

	private static RunningApplication shop;

	private static RunningApplication consumer;

	@BeforeAll
	static void start() {
		warehouse = RunningApplication.web(WarehouseApplication.class,
				"management.endpoints.web.exposure.include=prometheus");
		shop = RunningApplication.web(ShopApplication.class, "rpc.endpoints.warehouse=" + warehouse.url());
		consumer = RunningApplication.web(ConsumerApplication.class, "rpc.endpoints.shop=" + shop.url());
	}

	@AfterAll
	static void stop() {
		consumer.close();
		shop.close();
		warehouse.close();
	}

	@BeforeEach
	void forget() {
		List.of(warehouse, shop, consumer).forEach((one) -> one.bean(Spans.class).clear());
	}

	@Test
	void oneTraceRunsThroughAllOfThem() {
		assertThat(consumer.bean(ClientOfShop.class).shop().place("tea")).isEqualTo(7);
		SpanData placed = placed("Shop/place", null);
		stockAsked("Warehouse/stock", placed);
		int spans = spans(consumer).size() + spans(shop).size() + spans(warehouse).size();
		assertThat(spans).as("one for each call, attempt and handling").isEqualTo(6);
	}

	@Test
	void anAsynchronousCallStaysInTheTraceOfItsThread() {
		ObservationRegistry registry = consumer.bean(ObservationRegistry.class);
		Observation job = Observation.start("job", registry);
		CompletableFuture<Integer> placing = job
			.scoped(() -> consumer.bean(ClientOfShop.class).shop().placeLater("tea"));
		assertThat(placing.join()).isEqualTo(7);
		job.stop();
		SpanData placed = placed("Shop/placeLater", span(consumer, SpanKind.INTERNAL, "job"));
		stockAsked("Warehouse/stockLater", placed);
	}

	@Test
	void aTaskThatTookTheContextAlongStaysInTheTrace() {
		assertThat(consumer.bean(ClientOfShop.class).shop().placeElsewhere("tea")).isEqualTo(7);
		SpanData placed = placed("Shop/placeElsewhere", null);
		stockAsked("Warehouse/stock", placed);
	}

	@Test
	void anErrorIsLoggedWithTheIdOfTheTrace() {
		Shop client = consumer.bean(ClientOfShop.class).shop();
		RpcException failure = catchThrowableOfType(RpcException.class, client::breakDown);
		SpanData call = span(consumer, SpanKind.CLIENT, "Shop/breakDown");
		assertThat(failure.reason()).contains("Look for " + call.getTraceId() + " in the log");
	}

	@Test
	void anErrorIsLoggedWithTheIdOfTheTraceThatTheProviderBegan() throws IOException {
		String answer = shop.post("/rpc/Shop/breakDown", "{}").body();
		assertThat(answer).contains("Look for " + span(shop, SpanKind.SERVER, "Shop/breakDown").getTraceId() + " in");
	}

	@Test
	void prometheusReadsTheMetrics() throws IOException {
		consumer.bean(ClientOfShop.class).shop().place("tea");
		String labels = "{error=\"none\",error_type=\"none\",rpc_exception=\"none\",rpc_method=\"Warehouse/stock\","
				+ "rpc_status_code=\"OK\",rpc_system_name=\"connectrpc\"";
		assertThat(warehouse.get("/actuator/prometheus").body())
			.contains("rpc_server_call_duration_seconds_count" + labels + "} ")
			.contains("rpc_server_request_size_bytes_sum{rpc_method=\"Warehouse/stock\"")
			.contains("rpc_server_response_size_bytes_sum{rpc_method=\"Warehouse/stock\"");
		assertThat(shop.bean(PrometheusMeterRegistry.class).scrape())
			.contains("rpc_client_call_duration_seconds_count" + labels + ",server_address=\"warehouse\"} ")
			.contains("rpc_client_attempt_duration_seconds_count" + labels + ",server_address=\"warehouse\"} ")
			.contains("rpc_client_calls_active{server_address=\"warehouse\"} 0.0")
			.contains("rpc_client_connections{server_address=\"warehouse\",state=\"idle\"} 1.0")
			.contains("rpc_client_connections{server_address=\"warehouse\",state=\"leased\"} 0.0")
			.contains("rpc_client_connections{server_address=\"warehouse\",state=\"pending\"} 0.0");
	}

	@Test
	void namesThatDoNotExistAddNoSeries() throws IOException {
		for (int i = 0; i < 20; i++) {
			assertThat(warehouse.post("/rpc/Random" + i + "/name", "{}").statusCode()).isEqualTo(501);
		}
		assertThat(warehouse.bean(PrometheusMeterRegistry.class).scrape()).doesNotContain("Random")
			.contains("rpc_method=\"_OTHER\"");
	}

	@Test
	void whereSpringsFilterIsAskedToObserveCallsItsSpanStandsBetween() throws IOException {
		try (RunningApplication both = RunningApplication.web(WarehouseApplication.class,
				"rpc.provider.http-server-requests=true")) {
			both.post("/rpc/Warehouse/stock", "{\"sku\":\"tea\"}");
			isChild(span(both, SpanKind.SERVER, "Warehouse/stock"), span(both, SpanKind.SERVER, "http post"));
			assertThat(spans(both)).hasSize(2);
		}
	}

	@Test
	void whatIsNoCallIsObservedBySpringsFilter() throws IOException {
		assertThat(warehouse.get("/rpc/Warehouse/stock").statusCode()).isEqualTo(405);
		span(warehouse, SpanKind.SERVER, "http get");
	}

	@Test
	void withoutSpringsFilterTheStarterReadsTheTraceItself() throws IOException {
		String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
		try (RunningApplication alone = RunningApplication.web(WarehouseApplication.class,
				"management.observations.enable.http=false")) {
			alone.post("/rpc/Warehouse/stock", "{\"sku\":\"tea\"}", "traceparent",
					"00-" + trace + "-00f067aa0ba902b7-01");
			SpanData handling = span(alone, SpanKind.SERVER, "Warehouse/stock");
			assertThat(handling.getTraceId()).isEqualTo(trace);
			assertThat(handling.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
			assertThat(spans(alone)).hasSize(1);
		}
	}

	/**
	 * The way of a call from the consumer to the shop; its end is the shop's own span.
	 */
	private static SpanData placed(String method, SpanData parent) {
		SpanData call = span(consumer, SpanKind.CLIENT, method);
		if (parent != null) {
			isChild(call, parent);
		}
		return handled(shop, method, isChild(span(consumer, SpanKind.CLIENT, method + " attempt"), call));
	}

	private static void stockAsked(String method, SpanData placed) {
		SpanData call = isChild(span(shop, SpanKind.CLIENT, method), placed);
		handled(warehouse, method, isChild(span(shop, SpanKind.CLIENT, method + " attempt"), call));
	}

	private static SpanData handled(RunningApplication application, String method, SpanData attempt) {
		return isChild(span(application, SpanKind.SERVER, method), attempt);
	}

	private static SpanData isChild(SpanData span, SpanData parent) {
		assertThat(span.getTraceId()).isEqualTo(parent.getTraceId());
		assertThat(span.getParentSpanId()).as("parent of %s", span.getName()).isEqualTo(parent.getSpanId());
		return span;
	}

	/** A span of the other side may end a little after the answer is there. */
	private static SpanData span(RunningApplication application, SpanKind kind, String name) {
		Awaitility.await()
			.untilAsserted(() -> assertThat(named(application, kind, name)).as("%s among %s", name, spans(application))
				.hasSize(1));
		return named(application, kind, name).get(0);
	}

	private static List<SpanData> named(RunningApplication application, SpanKind kind, String name) {
		return spans(application).stream()
			.filter((span) -> span.getName().equals(name) && span.getKind() == kind)
			.toList();
	}

	private static List<SpanData> spans(RunningApplication application) {
		return application.bean(Spans.class).all();
	}

	interface Shop {

		int place(String sku);

		CompletableFuture<Integer> placeLater(String sku);

		int placeElsewhere(String sku);

		void breakDown();

	}

	interface Warehouse {

		int stock(String sku);

		CompletableFuture<Integer> stockLater(String sku);

	}

	@Auto
	@Import({ Tracing.class, ClientOfShop.class })
	static class ConsumerApplication {

	}

	record ClientOfShop(@RemoteReference("shop") Shop shop) {
	}

	@Auto
	@Import({ Tracing.class, ShopBean.class })
	static class ShopApplication {

	}

	@RemoteService
	static class ShopBean implements Shop {

		private final Warehouse warehouse;

		ShopBean(@RemoteReference("warehouse") Warehouse warehouse) {
			this.warehouse = warehouse;
		}

		@Override
		public int place(String sku) {
			return this.warehouse.stock(sku);
		}

		@Override
		public CompletableFuture<Integer> placeLater(String sku) {
			return this.warehouse.stockLater(sku);
		}

		@Override
		public int placeElsewhere(String sku) {
			Callable<Integer> asking = () -> this.warehouse.stock(sku);
			FutureTask<Integer> task = new FutureTask<>(RpcContext.wrap(asking));
			new Thread(task).start();
			try {
				return task.get();
			}
			catch (InterruptedException | ExecutionException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public void breakDown() {
			throw new IllegalStateException("broken");
		}

	}

	@Auto
	@Import({ Tracing.class, WarehouseBean.class })
	static class WarehouseApplication {

	}

	@RemoteService
	static class WarehouseBean implements Warehouse {

		@Override
		public int stock(String sku) {
			return 7;
		}

		@Override
		public CompletableFuture<Integer> stockLater(String sku) {
			return CompletableFuture.supplyAsync(() -> 7);
		}

	}

}
