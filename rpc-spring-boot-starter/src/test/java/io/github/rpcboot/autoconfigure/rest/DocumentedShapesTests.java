package io.github.rpcboot.autoconfigure.rest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.autoconfigure.RunningApplication;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cloud.openfeign.CollectionFormat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.invoker.HttpServiceArgumentResolver;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.UriBuilderFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the reference documentation of OpenFeign and of Spring's HTTP service clients
 * shows beyond the other tests of this package. The service says what it was asked.
 */
class DocumentedShapesTests {

	private static RunningApplication foreign;

	private static RunningApplication consumer;

	private static Stores stores;

	private static Exchanges exchanges;

	@BeforeAll
	static void start() {
		foreign = RunningApplication.web(Foreign.class, "spring.servlet.multipart.enabled=false");
		consumer = RunningApplication.web(Consumer.class, "rpc.endpoints.stores=" + foreign.url());
		stores = consumer.bean(Customer.class).stores;
		exchanges = consumer.bean(Customer.class).exchanges;
	}

	@AfterAll
	static void stop() {
		consumer.close();
		foreign.close();
	}

	@Test
	void parametersOfTheMappingBecomeAQuery() {
		assertThat(stores.update(5L, new Store("tea"))).isEqualTo("POST /stores/5?mode=upsert {\"name\":\"tea\"}");
		assertThat(stores.several()).isEqualTo("GET /several?key1=v1&key2=v2 ");
		assertThat(stores.one()).isEqualTo("GET /one?key ");
	}

	@Test
	void aPathMayHaveAPatternAndAVariableWithoutAName() {
		assertThat(stores.delete(7L)).isEqualTo("DELETE /stores/7 ");
		assertThat(stores.all()).isEqualTo("GET /stores ");
	}

	@Test
	void slashesInAPathStayUnlessTheApplicationSaysOtherwise() {
		assertThat(stores.path("a/ä")).isEqualTo("GET /path/a/%C3%A4 ");
	}

	@Test
	void theCollectionFormatOfTheInterfaceHolds() {
		assertThat(stores.tags(List.of("x", "y"))).isEqualTo("GET /tags?tag=x%2Cy ");
	}

	@Test
	void whatIsCachedIsAskedOnce() {
		String first = stores.cached("key", "one");

		assertThat(stores.cached("key", "two")).isEqualTo(first).isEqualTo("GET /cached/one ");
		assertThat(stores.cached("other", "two")).isEqualTo("GET /cached/two ");
	}

	@Test
	void mapsAndListsBecomeVariablesHeadersCookiesAndParameters() {
		assertThat(exchanges.path(Map.of("a", "1", "b", "2"))).isEqualTo("GET /path/1/2 ");
		assertThat(exchanges.header(List.of("x", "y"))).isEqualTo("GET /header x,y");
		MultiValueMap<String, String> several = new LinkedMultiValueMap<>(Map.of("X-Say", List.of("p", "q")));
		assertThat(exchanges.headers(several)).isEqualTo("GET /header p,q");
		assertThat(exchanges.cookies(Map.of("id", "7"))).isEqualTo("GET /cookies id=7");
		MultiValueMap<String, String> query = new LinkedMultiValueMap<>(Map.of("q", List.of("1", "2")));
		assertThat(exchanges.query(query)).isEqualTo("GET /query?q=1&q=2 ");
	}

	@Test
	void aUriBuilderFactorySaysWhereARequestGoes() {
		UriBuilderFactory factory = new DefaultUriBuilderFactory(foreign.url() + "/elsewhere");

		assertThat(exchanges.elsewhere(factory, "5")).isEqualTo("GET /elsewhere/items/5 ");
	}

	@Test
	void anAttributeOfARequestIsNotSent() {
		assertThat(exchanges.attribute("secret")).isEqualTo("GET /attribute ");
	}

	@Test
	void partsMayBeObjectsEntitiesAndFiles() {
		HttpHeaders headers = new HttpHeaders();
		headers.setContentType(MediaType.TEXT_PLAIN);
		String sent = exchanges.upload(new Store("tea"), new HttpEntity<>("hello", headers),
				new MockMultipartFile("file", "n.txt", "text/plain", "inside".getBytes(StandardCharsets.UTF_8)));

		assertThat(sent).contains("name=\"store\"")
			.contains("{\"name\":\"tea\"}")
			.contains("name=\"note\"")
			.contains("hello")
			.contains("filename=\"n.txt\"")
			.contains("inside");
	}

	@Test
	void aBodyMayBeWrittenAndReadAsAStream() throws IOException {
		assertThat(exchanges.write((out) -> out.write("written".getBytes(StandardCharsets.UTF_8))))
			.isEqualTo("POST /write written");
		try (InputStream in = exchanges.read()) {
			assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("GET /read ");
		}
	}

	@Test
	void anArgumentOfTheApplicationsOwnIsResolvedByItsResolver() {
		assertThat(exchanges.search(new Search("tea", 3))).isEqualTo("GET /search?q=tea&max=3 ");
	}

	@Test
	void anEntityWithoutABodyHasItsStatus() {
		assertThat(exchanges.nothing().getStatusCode()).isEqualTo(HttpStatus.OK);
	}

	@CollectionFormat(feign.CollectionFormat.CSV)
	interface Stores {

		@RequestMapping(method = RequestMethod.GET, value = "/stores")
		String all();

		@PostMapping(value = "/stores/{storeId}", consumes = "application/json", params = "mode=upsert")
		String update(@PathVariable("storeId") Long storeId, Store store);

		@DeleteMapping("/stores/{storeId:\\d+}")
		String delete(@PathVariable Long storeId);

		@GetMapping(path = "/several", params = { "key1=v1", "key2=v2" })
		String several();

		@GetMapping(path = "/one", params = "key")
		String one();

		@GetMapping("/path/{path}")
		String path(@PathVariable("path") String path);

		@GetMapping("/tags")
		String tags(@RequestParam("tag") List<String> tags);

		@GetMapping("/cached/{filter}")
		@Cacheable(cacheNames = "stores", key = "#p0")
		String cached(@RequestHeader("X-Key") String key, @PathVariable("filter") String filter);

	}

	interface Exchanges {

		@GetExchange("/path/{a}/{b}")
		String path(@PathVariable Map<String, String> variables);

		@GetExchange("/header")
		String header(@RequestHeader("X-Say") List<String> values);

		@GetExchange("/header")
		String headers(@RequestHeader MultiValueMap<String, String> headers);

		@GetExchange("/cookies")
		String cookies(@CookieValue Map<String, String> cookies);

		@GetExchange("/query")
		String query(@RequestParam MultiValueMap<String, String> query);

		@GetExchange("/items/{id}")
		String elsewhere(UriBuilderFactory factory, @PathVariable("id") String id);

		@GetExchange("/attribute")
		String attribute(@RequestAttribute("user") String user);

		@PostExchange(url = "/upload", contentType = MediaType.MULTIPART_FORM_DATA_VALUE)
		String upload(@RequestPart("store") Store store, @RequestPart("note") HttpEntity<String> note,
				MultipartFile file);

		@PostExchange("/write")
		String write(StreamingHttpOutputMessage.Body body);

		@GetExchange("/read")
		InputStream read();

		@GetExchange("/search")
		String search(Search search);

		@GetExchange("/nothing")
		ResponseEntity<Void> nothing();

	}

	record Store(String name) {
	}

	record Search(String text, int most) {
	}

	static class Customer {

		private final Stores stores;

		private final Exchanges exchanges;

		Customer(@RemoteReference("stores") Stores stores, @RemoteReference("stores") Exchanges exchanges) {
			this.stores = stores;
			this.exchanges = exchanges;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableCaching
	@Import(Customer.class)
	static class Consumer {

		@Bean
		CacheManager caches() {
			return new ConcurrentMapCacheManager();
		}

		@Bean
		HttpServiceArgumentResolver searches() {
			return (argument, parameter, request) -> {
				if (argument instanceof Search search) {
					request.addRequestParameter("q", search.text());
					request.addRequestParameter("max", Integer.toString(search.most()));
					return true;
				}
				return false;
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Foreign.Controller.class)
	static class Foreign {

		@RestController
		static class Controller {

			@RequestMapping("/**")
			String say(HttpServletRequest request) throws IOException {
				String query = (request.getQueryString() != null) ? "?" + request.getQueryString() : "";
				String header = String.join(",", Collections.list(request.getHeaders("X-Say")));
				String cookies = Stream.ofNullable(request.getCookies())
					.flatMap(Stream::of)
					.map((Cookie cookie) -> cookie.getName() + "=" + cookie.getValue())
					.collect(Collectors.joining(";"));
				return request.getMethod() + " " + request.getRequestURI() + query + " " + header + cookies
						+ new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			}

		}

	}

}
