package io.github.rpcboot.autoconfigure.rest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import feign.Capability;
import feign.Client;
import feign.Request;
import feign.RequestInterceptor;
import feign.codec.ErrorDecoder;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.RunningApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.openfeign.FeignBuilderCustomizer;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What an application customizes of OpenFeign, and how a contract finds its service. */
public class RestMappingDetailsTests {

	private static RunningApplication foreign;

	@BeforeAll
	static void start() {
		foreign = RunningApplication.web(ForeignShop.class);
	}

	@AfterAll
	static void stop() {
		foreign.bean(ForeignShop.Controller.class).end();
		foreign.close();
	}

	@Test
	void aPathOnTheInterfaceComesBeforeThoseOfTheMethods() {
		try (RunningApplication consumer = RunningApplication.web(Plain.class,
				"rpc.endpoints.foreign-shop=" + foreign.url())) {
			assertThat(consumer.bean(Clients.class).absolute().echo("a")).isEqualTo("a");
			assertThat(consumer.bean(Clients.class).absolute().headers()).endsWith(" text/plain");
		}
	}

	@Test
	void theUrlOfTheAnnotationCountsUnlessOneIsConfigured() {
		try (RunningApplication consumer = RunningApplication.web(WithUrl.class, "shop.url=" + foreign.url())) {
			assertThat(consumer.bean(Named.class).shop().echo("a")).isEqualTo("a");
		}
		try (RunningApplication consumer = RunningApplication.web(WithUrl.class, "shop.url=http://127.0.0.1:1",
				"rpc.endpoints.with-url=" + foreign.url())) {
			assertThat(consumer.bean(Named.class).shop().echo("a")).isEqualTo("a");
		}
	}

	@Test
	void anExceptionOfTheApplicationsOwnDecoderArrivesAsItIs() {
		try (RunningApplication consumer = RunningApplication.web(Customized.class,
				"rpc.endpoints.foreign-shop=" + foreign.url())) {
			AbsoluteShop shop = consumer.bean(Clients.class).absolute();

			assertThatExceptionOfType(OutOfStock.class).isThrownBy(() -> shop.fail(409)).withMessage("409");
			assertThat(catchThrowableOfType(RpcException.class, () -> shop.fail(500)).status())
				.isEqualTo(RpcStatus.INTERNAL);
		}
	}

	@Test
	void interceptorsCapabilitiesAndCustomizersAreHonoured() {
		try (RunningApplication consumer = RunningApplication.web(Customized.class,
				"rpc.endpoints.foreign-shop=" + foreign.url())) {
			assertThat(consumer.bean(Clients.class).absolute().headers()).startsWith("first second ");
			assertThat(consumer.bean(Customized.class).enriched).hasPositiveValue();
		}
	}

	@Test
	void theReadTimeoutOfTheApplicationsOptionsEndsAnAttempt() {
		try (RunningApplication consumer = RunningApplication.web(Impatient.class,
				"rpc.endpoints.foreign-shop=" + foreign.url(), "rpc.consumer.timeout=20s")) {
			RpcException failure = catchThrowableOfType(RpcException.class,
					() -> consumer.bean(Clients.class).absolute().slow());

			assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		}
	}

	@Test
	void anInterceptorThatFailsSendsNothing() {
		try (RunningApplication consumer = RunningApplication.web(Broken.class,
				"rpc.endpoints.foreign-shop=" + foreign.url())) {
			RpcException failure = catchThrowableOfType(RpcException.class,
					() -> consumer.bean(Clients.class).absolute().echo("a"));

			assertThat(failure.mayHaveExecuted()).isFalse();
			assertThat(failure.attempts()).isEqualTo(1);
			assertThat(failure).hasMessageContaining("this attempt sent nothing")
				.hasRootCauseMessage("There is no token");
		}
	}

	@Test
	void aHeaderThatHttpDoesNotKnowIsRefusedByItsName() {
		try (RunningApplication consumer = RunningApplication.web(Plain.class,
				"rpc.endpoints.foreign-shop=" + foreign.url())) {
			AbsoluteShop shop = consumer.bean(Clients.class).absolute();
			RpcException failure = catchThrowableOfType(RpcException.class,
					() -> shop.headers(Map.of("X-Tenant", "Zoë")));

			assertThat(failure.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT);
			assertThat(failure.attempts()).isEqualTo(1);
			assertThat(failure).hasMessageContaining("The header 'X-Tenant'").hasMessageNotContaining("Zoë");
			assertThat(catchThrowableOfType(RpcException.class, () -> shop.headers(Map.of("content-length ", "5")))
				.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT);
			assertThat(shop.headers(Map.of("Content-Length", "5", "X-Tenant", "blue"))).startsWith("blue ");
		}
	}

	@Test
	void anotherHostThatARequestIsSentOnToSeesNoSecrets() throws Exception {
		try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				RunningApplication consumer = RunningApplication.web(Plain.class,
						"rpc.endpoints.foreign-shop=" + foreign.url(),
						"rpc.consumer.targets.foreign-shop.token=secret")) {
			AtomicReference<String> seen = new AtomicReference<>("");
			Thread server = new Thread(() -> answerOnce(elsewhere, seen));
			server.start();
			String answer = consumer.bean(Clients.class)
				.absolute()
				.sentOn("http://127.0.0.1:" + elsewhere.getLocalPort() + "/x", "key");
			server.join();

			assertThat(answer).isEqualTo("elsewhere");
			assertThat(seen.get()).startsWith("GET /x HTTP/1.1")
				.doesNotContainIgnoringCase("authorization", "x-api-key");
			assertThat(consumer.bean(Clients.class).absolute().sentOn("/shop/all-headers", "key"))
				.contains("Bearer secret");
		}
	}

	private static void answerOnce(ServerSocket server, AtomicReference<String> seen) {
		try (Socket socket = server.accept()) {
			byte[] request = new byte[4096];
			seen.set(new String(request, 0, socket.getInputStream().read(request), StandardCharsets.US_ASCII));
			socket.getOutputStream()
				.write("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 9\r\n\r\nelsewhere"
					.getBytes(StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			seen.set(ex.toString());
		}
	}

	@Test
	void whereARequestIsSentOnToAndRefusedTheInstanceHasNoPart() {
		try (RunningApplication consumer = RunningApplication.web(Plain.class,
				"rpc.endpoints.foreign-shop=" + foreign.url())) {
			RpcException failure = catchThrowableOfType(RpcException.class,
					() -> consumer.bean(Clients.class).absolute().sentOn("http://127.0.0.1:1/x", "key"));

			assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
			assertThat(failure.attempts()).isEqualTo(1);
			assertThat(failure.mayHaveExecuted()).isTrue();
		}
	}

	@Test
	void whatAnotherHostAnswersIsNotRepeatedAndNotBlamedOnTheInstance() {
		try (RunningApplication consumer = RunningApplication.web(Plain.class,
				"rpc.endpoints.foreign-shop=http://127.0.0.1:1")) {
			AbsoluteShop shop = consumer.bean(Clients.class).absolute();
			for (int i = 0; i < 6; i++) {
				RpcException failure = catchThrowableOfType(RpcException.class,
						() -> shop.failElsewhere(URI.create(foreign.url())));
				assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
				assertThat(failure.attempts()).isEqualTo(1);
			}
			assertThat(shop.elsewhere(URI.create(foreign.url()))).isEqualTo("a");
		}
	}

	@Test
	void whatCanBeReadOnceIsSentOnce() {
		try (RunningApplication consumer = RunningApplication.web(Plain.class,
				"rpc.endpoints.foreign-shop=http://127.0.0.1:1," + foreign.url())) {
			AbsoluteShop shop = consumer.bean(Clients.class).absolute();
			for (int i = 0; i < 4; i++) {
				try {
					assertThat(shop.text(new InputStreamResource(new ByteArrayInputStream(new byte[] { 'a' }))))
						.isEqualTo("A");
				}
				catch (RpcException ex) {
					assertThat(ex).hasMessageContaining("can be read only once");
					assertThat(ex.mayHaveExecuted()).isFalse();
				}
			}
		}
	}

	@Test
	void aPostThatIsSentOnToAnotherPlaceIsNotRepeated() {
		try (RunningApplication consumer = RunningApplication.web(Plain.class,
				"rpc.endpoints.foreign-shop=" + foreign.url())) {
			RpcException failure = catchThrowableOfType(RpcException.class,
					() -> consumer.bean(Clients.class).absolute().postSentOn("/shop/echo/a"));

			assertThat(failure.status()).isEqualTo(RpcStatus.FAILED_PRECONDITION);
			assertThat(failure).hasMessageContaining("HTTP 302");
		}
	}

	@Test
	void aCompressedTextArrivesWhole() {
		try (RunningApplication consumer = RunningApplication.web(Plain.class,
				"rpc.endpoints.foreign-shop=" + foreign.url())) {
			assertThat(consumer.bean(Clients.class).absolute().zipped("gzip, deflate")).hasSize(5000);
		}
	}

	@Test
	void bodiesAreCompressedWhereSpringCloudSaysSo() {
		try (RunningApplication consumer = RunningApplication.web(Plain.class,
				"rpc.endpoints.foreign-shop=" + foreign.url(),
				"spring.cloud.openfeign.compression.request.enabled=true",
				"spring.cloud.openfeign.compression.request.mime-types=text/plain",
				"spring.cloud.openfeign.compression.request.min-request-size=1")) {
			assertThat(consumer.bean(Clients.class).absolute().unzipped("x".repeat(5000))).isEqualTo("gzip 5000");
		}
	}

	@Test
	void aFeignClientOfTheApplicationCarriesMappedCallsToo() {
		try (RunningApplication consumer = RunningApplication.web(OwnClient.class,
				"rpc.endpoints.foreign-shop=" + foreign.url())) {
			AbsoluteShop shop = consumer.bean(Clients.class).absolute();

			assertThat(shop.echo("größe")).isEqualTo("größe");
			assertThat(shop.text(new InputStreamResource(new ByteArrayInputStream(new byte[] { 'a' })))).isEqualTo("A");
			assertThat(shop.head().getHeaders().getFirst("X-Count")).isEqualTo("2");
			assertThat(catchThrowableOfType(RpcException.class, () -> shop.fail(409)).status())
				.isEqualTo(RpcStatus.ABORTED);
			assertThat(consumer.bean(OwnClient.class).sent).hasValueGreaterThanOrEqualTo(4);
		}
	}

	@Test
	void twoClientsOfOneNameKeepTheirUrls() {
		try (RunningApplication consumer = RunningApplication.web(TwoUrls.class, "shop.url=" + foreign.url())) {
			assertThat(consumer.bean(Named.class).shop().echo("a")).isEqualTo("a");
			assertThat(catchThrowableOfType(RpcException.class, () -> consumer.bean(Other.class).shop().echo("a")))
				.hasMessageContaining("127.0.0.1:1");
		}
	}

	@Test
	void anAnswerThatIsNoResultIsAnErrorAndNotNull() {
		try (RunningApplication consumer = RunningApplication.web(Plain.class,
				"rpc.endpoints.foreign-shop=" + foreign.url())) {
			RpcException failure = catchThrowableOfType(RpcException.class,
					() -> consumer.bean(Clients.class).absolute().number("text"));

			assertThat(failure.status()).isEqualTo(RpcStatus.INTERNAL);
			assertThat(failure).hasMessageContaining("cannot be read as its result");
		}
	}

	@RequestMapping(path = "${shop.root:shop/}", produces = "text/plain")
	interface AbsoluteShop {

		@GetMapping("echo/{text}")
		String echo(@PathVariable("text") String text);

		@GetMapping("/echo/{text}")
		List<Integer> number(@PathVariable("text") String text);

		@GetMapping("/all-headers")
		String headers();

		@GetMapping(path = "/fail/{status}", produces = "application/json")
		String fail(@PathVariable("status") int status);

		@GetMapping("/slow")
		String slow();

		@GetMapping("/all-headers")
		String headers(@RequestHeader Map<String, String> headers);

		@GetMapping("/sent-on")
		String sentOn(@RequestParam("to") String to, @RequestHeader("X-Api-Key") String key);

		@RequestMapping(path = "/items", method = RequestMethod.HEAD)
		ResponseEntity<Void> head();

		@GetMapping("/echo/a")
		String elsewhere(URI url);

		@GetMapping(path = "/fail/503", produces = "application/json")
		String failElsewhere(URI url);

		@PostMapping(path = "/text", consumes = "text/plain")
		String text(InputStreamResource text);

		@PostMapping("/sent-on")
		String postSentOn(@RequestParam("to") String to);

		@GetMapping("/zipped")
		String zipped(@RequestHeader("Accept-Encoding") String encodings);

		@PostMapping(path = "/unzipped", consumes = "text/plain")
		String unzipped(String text);

	}

	@FeignClient(name = "with-url", url = "${shop.url}", path = "shop/")
	interface WithUrlShop {

		@GetMapping("/echo/{text}")
		String echo(@PathVariable("text") String text);

	}

	@FeignClient(name = "with-url", contextId = "other", url = "http://127.0.0.1:1")
	interface OtherUrlShop {

		@GetMapping("/echo/{text}")
		String echo(@PathVariable("text") String text);

	}

	record Other(OtherUrlShop shop) {
	}

	record Clients(AbsoluteShop absolute) {
	}

	record Named(WithUrlShop shop) {
	}

	static final class OutOfStock extends RuntimeException {

		private static final long serialVersionUID = 1L;

		OutOfStock(String message) {
			super(message);
		}

	}

	/** Public, since OpenFeign calls it by reflection. */
	public static final class Counting implements Capability {

		private final AtomicInteger count;

		Counting(AtomicInteger count) {
			this.count = count;
		}

		@Override
		public Client enrich(Client client) {
			return (request, options) -> {
				this.count.incrementAndGet();
				return client.execute(request, options);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain {

		@Bean
		Clients clients(@RemoteReference("foreign-shop") AbsoluteShop absolute) {
			return new Clients(absolute);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithUrl {

		@Bean
		Named named(@RemoteReference WithUrlShop shop) {
			return new Named(shop);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClient extends Plain {

		private final AtomicInteger sent = new AtomicInteger();

		@Bean
		Client client() {
			Client usual = new Client.Default(null, null);
			return (request, options) -> {
				this.sent.incrementAndGet();
				return usual.execute(request, options);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoUrls extends WithUrl {

		@Bean
		Other other(@RemoteReference OtherUrlShop shop) {
			return new Other(shop);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customized extends Plain {

		private final AtomicInteger enriched = new AtomicInteger();

		@Bean
		ErrorDecoder errors() {
			ErrorDecoder usual = new ErrorDecoder.Default();
			return (method, response) -> (response.status() == 409) ? new OutOfStock("409")
					: usual.decode(method, response);
		}

		@Bean
		RequestInterceptor first() {
			return (template) -> template.header("X-Tenant", "first");
		}

		@Bean
		FeignBuilderCustomizer second() {
			return (builder) -> builder.requestInterceptor((template) -> template.header("X-Intercepted", "second"));
		}

		@Bean
		Capability counting() {
			return new Counting(this.enriched);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Impatient extends Plain {

		@Bean
		Request.Options options() {
			return new Request.Options(1, TimeUnit.SECONDS, 200, TimeUnit.MILLISECONDS, true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Broken extends Plain {

		@Bean
		RequestInterceptor broken() {
			return (template) -> {
				throw new IllegalStateException("There is no token");
			};
		}

	}

}
