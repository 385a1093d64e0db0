package io.github.rpcboot.demo.consumer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jars of both demo applications, started from what was processed ahead of time.
 */
class ProcessedJarsIT {

	private static final HttpClient HTTP = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();

	private static DemoJar provider;

	private static DemoJar consumer;

	@BeforeAll
	static void start() {
		provider = DemoJar.startProcessed("demo.provider.jar", "--spring.grpc.server.port=0");
		consumer = DemoJar.startProcessed("demo.consumer.jar", "--rpc.endpoints.demo-provider=" + provider.url());
	}

	@AfterAll
	static void stop() {
		if (consumer != null) {
			consumer.close();
		}
		if (provider != null) {
			provider.close();
		}
	}

	@Test
	void bothStartFromWhatWasProcessed() {
		assertThat(provider.log()).anyMatch((line) -> line.contains("Starting AOT-processed DemoProviderApplication"));
		assertThat(consumer.log()).anyMatch((line) -> line.contains("Starting AOT-processed DemoConsumerApplication"));
	}

	@Test
	void theProcessedProviderServesGrpcToo() {
		assertThat(provider.log()).anyMatch((line) -> line.contains("gRPC Server started, listening on address"));
	}

	@Test
	void theProviderAnswersACallFromOutside() throws Exception {
		HttpResponse<String> answer = post(provider.url() + "/rpc/Hello/sayHello", "{\"name\":\"World\"}");
		assertThat(answer.body()).isEqualTo("{\"result\":\"Hello, World\"}");
	}

	@Test
	void theConsumerCallsTheProvider() throws Exception {
		assertThat(get(consumer.url() + "/greet?name=Ada").body()).isEqualTo("Hello, Ada");
	}

	@Test
	void anOrderTravelsThereAndBack() throws Exception {
		HttpResponse<String> answer = order("tea", 3);
		assertThat(answer.statusCode()).isEqualTo(201);
		assertThat(answer.body()).contains("\"state\":\"PLACED\"", "\"total\":13.5", "\"city\":\"London\"");
	}

	@Test
	void aDeclaredExceptionArrivesWithItsFields() throws Exception {
		HttpResponse<String> answer = order("teapot", 100);
		assertThat(answer.statusCode()).isEqualTo(409);
		assertThat(answer.body()).contains("\"sku\":\"teapot\"", "\"available\":3");
	}

	@Test
	void argumentsAreValidated() throws Exception {
		HttpResponse<String> answer = order("tea", 0);
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains("\"code\":\"invalid_argument\"", "quantity");
	}

	@Test
	void aFutureIsCompleted() throws Exception {
		String id = order("coffee", 1).body().replaceFirst(".*\"id\":(\\d+).*", "$1");
		assertThat(get(consumer.url() + "/shop/orders/" + id + "/receipt").body()).contains("\"orderId\":" + id + ",");
	}

	@Test
	void aStreamIsReadToItsEnd() throws Exception {
		String id = order("coffee", 1).body().replaceFirst(".*\"id\":(\\d+).*", "$1");
		assertThat(get(consumer.url() + "/shop/orders/" + id + "/track").body())
			.startsWith("[{\"place\":\"Warehouse\",\"day\":\"20")
			.contains("\"place\":\"London\"");
	}

	@Test
	void theActuatorTellsOfBothSides() throws Exception {
		assertThat(get(provider.url() + "/actuator/rpc").body()).contains("\"path\":\"/rpc/Hello/sayHello\"");
		assertThat(get(consumer.url() + "/actuator/rpc").body()).contains("demo-provider", provider.url());
	}

	private static HttpResponse<String> order(String sku, int quantity) throws Exception {
		return post(consumer.url() + "/shop/orders", """
				{"customer": {"name": "Ada", "address": {"street": "1 Main Street", "city": "London", "country": "GB"}},
				"lines": [{"sku": "%s", "quantity": %d}]}""".formatted(sku, quantity));
	}

	private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(URI.create(url)));
	}

	private static HttpResponse<String> post(String url, String json) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(URI.create(url))
			.header("content-type", "application/json")
			.POST(BodyPublishers.ofString(json)));
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
	}

}
