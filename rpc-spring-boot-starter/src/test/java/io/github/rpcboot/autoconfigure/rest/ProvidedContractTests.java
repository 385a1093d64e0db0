package io.github.rpcboot.autoconfigure.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.RunningApplication;
import io.github.rpcboot.autoconfigure.rest.ForeignShop.Item;
import io.github.rpcboot.call.ProviderInterceptor;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.provider.RemoteServices;
import io.github.rpcboot.security.RpcAuthorizer;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** A plain bean serves its REST-mapped contract through Spring MVC, with our chain. */
class ProvidedContractTests {

	private RunningApplication provider;

	private RunningApplication consumer;

	private MappedItems items;

	@BeforeEach
	void start() {
		start("rpc.provider.token=t0ken");
	}

	private void start(String... settings) {
		this.provider = RunningApplication.web(Provider.class, settings);
		this.consumer = RunningApplication.web(Consumer.class, "rpc.endpoints.items=" + this.provider.url(),
				"rpc.consumer.targets.items.token=t0ken",
				"rpc.consumer.targets.items.services.MappedItems.methods.slow.timeout=300ms");
		this.items = this.consumer.bean(Customer.class).items();
	}

	@AfterEach
	void stop() {
		this.provider.bean(MappedItemsBean.class).open.countDown();
		this.consumer.close();
		this.provider.close();
	}

	private HttpResponse<String> get(String path, String... headers) throws IOException {
		String[] all = Arrays.copyOf(headers, headers.length + 2);
		all[headers.length] = "authorization";
		all[headers.length + 1] = "Bearer t0ken";
		return this.provider.get(path, all);
	}

	@Test
	void bothSidesReadTheSameMapping() {
		assertThat(this.items.find(5)).isEqualTo(new Item(5L, "tea", MappedItemsBean.DAY));
		ResponseEntity<Item> added = this.items.add(new Item(null, "cup", MappedItemsBean.DAY));
		assertThat(added.getStatusCode()).isEqualTo(HttpStatus.CREATED);
		assertThat(added.getBody()).isEqualTo(new Item(7L, "cup", MappedItemsBean.DAY));
		assertThat(this.items.search("a b", null, List.of("x", "y"), "blue"))
			.isEqualTo(Map.of("name", "a b", "most", 10, "tags", List.of("x", "y"), "tenant", "blue"));
		assertThat(this.items.put(9L, new Item(null, "pot", MappedItemsBean.DAY)))
			.isEqualTo(new Item(9L, "pot", MappedItemsBean.DAY));
		this.items.delete(8);
		assertThat(this.items.twice()).isEqualTo("hellohello");
	}

	@Test
	void aResultIsABodyAndNeverAView() throws IOException {
		assertThat(get("/shop/greeting").body()).isEqualTo("hello");
		assertThat(get("/shop/items?name=n&tag=x", "X-Tenant", "red").body()).contains("\"tenant\":\"red\"");
		assertThat(get("/shop/items/5").headers().firstValue("content-type")).hasValue("application/json");
		assertThat(
				this.provider.post("/shop/items", "{\"name\":\"cup\"}", "authorization", "Bearer t0ken").statusCode())
			.isEqualTo(201);
	}

	@Test
	void onlyTheContractIsExposedAndOnlyWhereItSays() throws IOException {
		assertThat(get("/secret").statusCode()).isEqualTo(404);
		assertThat(get("/shop/secret").statusCode()).isEqualTo(404);
		HttpResponse<String> answer = this.provider.post("/rpc/MappedItems/greeting", "{}", "authorization",
				"Bearer t0ken");
		assertThat(answer.statusCode()).isEqualTo(501);
	}

	@Test
	void aCallWithoutTheTokenIsRefusedBeforeAnythingIsRead() throws IOException {
		HttpResponse<String> answer = this.provider.post("/shop/items", "{broken", "Connect-Timeout-Ms", "x");

		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.body()).startsWith("{\"code\":\"unauthenticated\"");
		assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
	}

	@Test
	void anAuthorizerDecidesPerMethod() throws IOException {
		HttpResponse<String> answer = get("/shop/greeting", "X-Role", "nobody");

		assertThat(answer.statusCode()).isEqualTo(403);
		assertThat(answer.body()).isEqualTo(
				"{\"code\":\"permission_denied\",\"message\":\"The caller may not call MappedItems/greeting.\"}");
	}

	@Test
	void aHeadThatCannotBeReadIsRefused() throws IOException {
		HttpResponse<String> answer = get("/shop/greeting", "Connect-Timeout-Ms", "soon");

		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).startsWith("{\"code\":\"invalid_argument\"");
	}

	@Test
	void theCallersDeadlineIsThatOfTheMethod() throws IOException {
		assertThat(get("/shop/items/5", "Connect-Timeout-Ms", "900").statusCode()).isEqualTo(200);
		assertThat(this.provider.bean(MappedItemsBean.class).left).isBetween(Duration.ofMillis(1),
				Duration.ofMillis(900));
		get("/shop/items/5");
		assertThat(this.provider.bean(MappedItemsBean.class).left).isBetween(Duration.ofSeconds(20),
				Duration.ofSeconds(30));
	}

	@Test
	void aResultThatComesTooLateIsNotWritten() throws IOException {
		HttpResponse<String> answer = get("/shop/slow?millis=60", "Connect-Timeout-Ms", "20");

		assertThat(answer.statusCode()).isEqualTo(504);
		assertThat(answer.body()).startsWith("{\"code\":\"deadline_exceeded\"").doesNotContain("late\"");
	}

	@Test
	void tooManyCallsAreRefusedWithAProofThatNothingRan() throws Exception {
		stop();
		start("rpc.provider.token=t0ken", "rpc.provider.max-in-flight=1", "rpc.provider.max-wait=1ms");
		MappedItemsBean bean = this.provider.bean(MappedItemsBean.class);
		CompletableFuture<String> first = CompletableFuture.supplyAsync(this.items::hold);
		bean.held.acquire();

		HttpResponse<String> refused = get("/shop/greeting");
		RpcException failure = catchThrowableOfType(RpcException.class, this.items::hold);

		assertThat(refused.statusCode()).isEqualTo(503);
		assertThat(refused.headers().firstValue("Rpc-Not-Executed")).hasValue("1");
		assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
		assertThat(refused.body()).startsWith("{\"code\":\"unavailable\"");
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(failure.mayHaveExecuted()).isFalse();
		bean.open.countDown();
		assertThat(first.get()).isEqualTo("held");
		assertThat(bean.started).hasValue(1);
	}

	@Test
	void aPermitIsGivenBackHoweverACallEnds() throws IOException {
		for (String how : List.of("known", "further", "gone", "advised", "other")) {
			get("/shop/fail/" + how);
		}
		get("/shop/slow?millis=30", "Connect-Timeout-Ms", "5");
		this.provider.post("/shop/items", "{broken", "authorization", "Bearer t0ken");

		await().until(() -> this.provider.bean(RemoteServices.class).inFlight() == 0);
	}

	@Test
	void whatTheMethodThrowsSpringMvcAnswersAsForAController() throws IOException {
		assertThat(get("/shop/fail/gone").statusCode()).isEqualTo(410);
		assertThat(get("/shop/fail/advised").body()).isEqualTo("advice");
		assertThat(get("/shop/fail/other").statusCode()).isEqualTo(500);
		assertThat(get("/shop/fail/other").body()).doesNotContain("secret");
		assertThat(this.provider.post("/shop/items", "{broken", "authorization", "Bearer t0ken").statusCode())
			.isEqualTo(400);
		assertThat(get("/shop/items?name=n&tag=x").statusCode()).isEqualTo(400);
		assertThat(catchThrowableOfType(RpcException.class, () -> this.items.delete(0)).status())
			.isEqualTo(RpcStatus.NOT_FOUND);
	}

	@Test
	void anRpcExceptionHasTheStatusOfItsCode() throws IOException {
		HttpResponse<String> answer = get("/shop/fail/known");

		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).isEqualTo("{\"code\":\"failed_precondition\",\"message\":\"The shop is closed.\"}");
		assertThat(get("/shop/fail/later").statusCode()).isEqualTo(409);
	}

	@Test
	void thatOfAFurtherCallIsAnInternalFailure() throws IOException {
		HttpResponse<String> answer = get("/shop/fail/further");

		assertThat(answer.statusCode()).isEqualTo(500);
		assertThat(answer.body()).startsWith("{\"code\":\"internal\"").contains("Rows/find").doesNotContain("row.");
	}

	@Test
	void interceptorsSeeCallAndOutcome() throws IOException {
		get("/shop/greeting", "X-Trace", "7");
		get("/shop/fail/gone");
		get("/shop/fail/known");
		get("/shop/items/x");
		get("/shop/items?name=n&tag=x");

		await().untilAsserted(() -> assertThat(this.provider.bean(Seen.class).calls).containsExactlyInAnyOrder(
				"MappedItems/greeting 7 ok", "MappedItems/fail null not_found",
				"MappedItems/fail null failed_precondition", "MappedItems/find null invalid_argument",
				"MappedItems/search null invalid_argument"));
	}

	@Test
	void whatAnInterceptorDecidesIsAnswered() throws IOException {
		HttpResponse<String> kept = get("/shop/greeting", "X-Do", "answer");
		HttpResponse<String> saved = get("/shop/fail/other", "X-Do", "save");
		HttpResponse<String> taken = get("/shop/items/5", "X-Do", "take");
		HttpResponse<String> marked = get("/shop/greeting", "X-Do", "mark");

		assertThat(kept.body()).isEqualTo("\"kept\"");
		assertThat(saved.body()).isEqualTo("\"kept\"");
		assertThat(saved.statusCode()).isEqualTo(200);
		assertThat(taken.statusCode()).isEqualTo(400);
		assertThat(taken.body()).isEqualTo("{\"code\":\"out_of_range\",\"message\":\"Not today.\"}");
		assertThat(marked.body()).isEqualTo("hello");
		assertThat(marked.headers().firstValue("X-Mark")).hasValue("yes");
	}

	@Test
	void aBodyThatComesTooSlowlyIsNotReadToItsEnd() throws IOException {
		URI url = URI.create(this.provider.url());
		try (Socket socket = new Socket(url.getHost(), url.getPort())) {
			OutputStream out = socket.getOutputStream();
			out.write(("POST /shop/items HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t0ken\r\nConnection: close\r\n"
					+ "Connect-Timeout-Ms: 20\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"name\"")
				.getBytes(StandardCharsets.US_ASCII));
			RemoteServices services = this.provider.bean(RemoteServices.class);
			await().pollInterval(Duration.ofMillis(1)).until(() -> services.inFlight() == 1);
			await().pollDelay(Duration.ofMillis(40)).until(() -> true);
			out.write(":\"cup\"}".getBytes(StandardCharsets.US_ASCII));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

			assertThat(answer).startsWith("HTTP/1.1 504").contains("while the request was being read");
		}
	}

	@Test
	void callsAreObservedAsEveryOther() throws IOException {
		get("/shop/greeting");

		await().untilAsserted(() -> assertThat(this.provider.bean(MeterRegistry.class)
			.find("rpc.server.call.duration")
			.tag("rpc.method", "MappedItems/greeting")
			.timer()).satisfies((timer) -> assertThat(timer.count()).isEqualTo(1)));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ MappedItemsBean.class, Advice.class, Seen.class })
	static class Provider {

		@Bean
		RpcAuthorizer authorizer() {
			return (call) -> !"nobody".equals(call.headers().get("x-role"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Customer.class)
	static class Consumer {

	}

	record Customer(@RemoteReference("items") MappedItems items) {
	}

	@RestControllerAdvice
	static class Advice {

		@ExceptionHandler(MappedItemsBean.Advised.class)
		String advise() {
			return "advice";
		}

	}

	static class Seen implements ProviderInterceptor {

		final List<String> calls = new CopyOnWriteArrayList<>();

		@Override
		public RpcReply intercept(RpcCall call, RpcHandler next) {
			String what = call.method() + " " + call.headers().get("x-trace") + " ";
			String wish = String.valueOf(call.headers().get("x-do"));
			RpcReply kept = RpcReply.success("\"kept\"".getBytes(StandardCharsets.UTF_8), false);
			RpcReply reply = wish.equals("answer") ? kept : next.handle(call);
			switch (wish) {
				case "save" -> reply = kept;
				case "take" -> throw new RpcException(RpcStatus.OUT_OF_RANGE, "Not today.");
				case "mark" -> reply = reply.withHeaders(RpcHeaders.empty().with("x-mark", "yes"));
				default -> {
				}
			}
			this.calls.add(what + ((reply.failure() != null) ? reply.failure().status().code() : "ok"));
			return reply;
		}

	}

}
