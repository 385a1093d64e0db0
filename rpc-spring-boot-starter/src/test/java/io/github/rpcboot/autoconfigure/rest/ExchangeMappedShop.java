package io.github.rpcboot.autoconfigure.rest;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.rpcboot.autoconfigure.rest.ForeignShop.Item;

import org.springframework.core.io.Resource;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PatchExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** Written for Spring's HTTP service clients, with the shapes of its reference. */
@HttpExchange("/${shop.path:shop}")
interface ExchangeMappedShop {

	@GetExchange("/items/{id}")
	Item find(@PathVariable long id);

	@GetExchange("/items/{id}")
	Optional<Item> findPerhaps(@PathVariable long id);

	@GetExchange("/items/{id}")
	ResponseEntity<Item> findWithHead(@PathVariable long id);

	@PostExchange("/items")
	ResponseEntity<Item> add(@RequestBody Item item);

	@PutExchange("/items/{id}")
	Item put(@PathVariable long id, @RequestBody Item item);

	@PatchExchange("/items/{id}")
	Item rename(@PathVariable long id, @RequestBody Map<String, String> change);

	@DeleteExchange("/items/{id}")
	void delete(@PathVariable long id);

	@HttpExchange(url = "/items", method = "HEAD")
	HttpHeaders count();

	@GetExchange("/search")
	Map<String, Object> search(@RequestParam String name, @RequestParam(required = false) Integer most,
			@RequestParam(required = false) List<String> tag,
			@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate since);

	@GetExchange("/search")
	Map<String, Object> searchAll(@RequestParam Map<String, String> query);

	@GetExchange("/echo/{text}")
	String echo(@PathVariable String text);

	@HttpExchange(url = "/all-headers", method = "GET", headers = "X-Tenant=blue", accept = MediaType.TEXT_PLAIN_VALUE)
	String headers(@CookieValue("basket") String basket);

	@GetExchange("/all-headers")
	String headerMap(@RequestHeader Map<String, String> headers);

	@PostExchange(url = "/form", contentType = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	String form(@RequestParam MultiValueMap<String, String> form);

	@PostExchange(url = "/upload", contentType = MediaType.MULTIPART_FORM_DATA_VALUE)
	String upload(@RequestPart("file") Resource file, @RequestPart("note") String note);

	@PostExchange(url = "/bytes", contentType = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	byte[] bytes(@RequestBody byte[] bytes);

	@GetExchange("/busy")
	String busy();

	@GetExchange("/fail/{status}")
	String fail(@PathVariable int status);

	@GetExchange("/moved")
	String moved();

	@HttpExchange("/echo/{text}")
	String with(HttpMethod method, @PathVariable String text);

	@PostExchange("/sent-on")
	void postSentOn(@RequestParam String to);

	@GetExchange
	String elsewhere(URI url);

	default String twice(String text) {
		return echo(text) + echo(text);
	}

}
