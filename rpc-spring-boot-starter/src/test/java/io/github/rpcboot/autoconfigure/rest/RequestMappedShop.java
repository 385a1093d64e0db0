package io.github.rpcboot.autoconfigure.rest;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import feign.CollectionFormat;
import io.github.rpcboot.autoconfigure.rest.ForeignShop.Filter;
import io.github.rpcboot.autoconfigure.rest.ForeignShop.Item;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.cloud.openfeign.SpringQueryMap;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.MatrixVariable;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.multipart.MultipartFile;

/** Written for OpenFeign, with the shapes that its documentation shows. */
@FeignClient(name = "foreign-shop", path = "/${shop.path:shop}", dismiss404 = true)
interface RequestMappedShop {

	@GetMapping("/items/{id}")
	Item find(@PathVariable("id") long id);

	@GetMapping("/items/{id}")
	Optional<Item> findPerhaps(@PathVariable("id") long id);

	@GetMapping("/items/{id}")
	ResponseEntity<Item> findWithHead(@PathVariable("id") long id);

	@PostMapping("/items")
	ResponseEntity<Item> add(@RequestBody Item item);

	@PutMapping("/items/{id}")
	Item put(@PathVariable("id") long id, @RequestBody Item item);

	@PatchMapping("/items/{id}")
	Item rename(@PathVariable("id") long id, @RequestBody Map<String, String> change);

	@DeleteMapping("/items/{id}")
	void delete(@PathVariable("id") long id);

	@RequestMapping(path = "/items", method = RequestMethod.HEAD)
	ResponseEntity<Void> count();

	@GetMapping("/search")
	Map<String, Object> search(@RequestParam("name") String name,
			@RequestParam(name = "most", required = false) Integer most, @RequestParam("tag") List<String> tags,
			@RequestParam(name = "since",
					required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate since);

	@org.springframework.cloud.openfeign.CollectionFormat(CollectionFormat.CSV)
	@GetMapping("/search")
	Map<String, Object> searchCsv(@RequestParam("name") String name, @RequestParam("tag") List<String> tags);

	@GetMapping("/search")
	Map<String, Object> searchAll(@RequestParam Map<String, String> query);

	@GetMapping("/filter")
	String filter(@SpringQueryMap Filter filter);

	@GetMapping("/echo/{text}")
	String echo(@PathVariable("text") String text);

	@GetMapping(path = "/all-headers", headers = "X-Tenant=blue", produces = MediaType.TEXT_PLAIN_VALUE)
	String headers();

	@GetMapping("/all-headers")
	String headers(@RequestHeader("X-Tenant") String tenant, @CookieValue("basket") String basket);

	@GetMapping("/all-headers")
	String headerMap(@RequestHeader Map<String, String> headers);

	@GetMapping("/matrix/{item}")
	String matrix(@MatrixVariable("item") Map<String, String> item);

	@PostMapping(path = "/form", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	String form(Map<String, ?> form);

	@PostMapping(path = "/upload", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	String upload(@RequestPart("file") MultipartFile file, @RequestPart("note") String note);

	@PostMapping(path = "/bytes", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	byte[] bytes(byte[] bytes);

	@PostMapping(path = "/text", consumes = MediaType.TEXT_PLAIN_VALUE, produces = MediaType.TEXT_PLAIN_VALUE)
	String text(String text);

	@GetMapping("/moved")
	String moved();

	@GetMapping("/busy")
	String busy();

	@PostMapping("/busy")
	String busyWrite();

	@GetMapping("/fail/{status}")
	String fail(@PathVariable("status") int status);

	@GetMapping("/slow")
	String slow();

	@GetMapping("/echo/elsewhere")
	String elsewhere(URI host);

	default String twice(String text) {
		return echo(text) + echo(text);
	}

}
