package io.github.rpcboot.autoconfigure.rest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.MatrixVariable;
import org.springframework.web.bind.annotation.ModelAttribute;
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
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** A plain application with Spring MVC, which knows nothing of this project. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ForeignShop.Controller.class)
class ForeignShop {

	/** Something to send. */
	record Item(Long id, String name, LocalDate since) {
	}

	/** Something to ask for. */
	public static class Filter {

		private String name;

		private Integer most;

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

		public Integer getMost() {
			return this.most;
		}

		public void setMost(Integer most) {
			this.most = most;
		}

	}

	@RestController
	@RequestMapping("/shop")
	static class Controller {

		private final AtomicInteger failures = new AtomicInteger();

		private final CountDownLatch over = new CountDownLatch(1);

		@GetMapping("/items/{id}")
		ResponseEntity<Item> find(@PathVariable long id) {
			if (id == 0) {
				return ResponseEntity.notFound().build();
			}
			return ResponseEntity.ok().header("X-Kind", "item").body(new Item(id, "tea", LocalDate.of(2026, 11, 23)));
		}

		@PostMapping("/items")
		ResponseEntity<Item> add(@RequestBody Item item) {
			return ResponseEntity.status(HttpStatus.CREATED)
				.header("Location", "/shop/items/7")
				.body(new Item(7L, item.name(), item.since()));
		}

		@PutMapping("/items/{id}")
		Item put(@PathVariable long id, @RequestBody Item item) {
			return new Item(id, item.name(), item.since());
		}

		@PatchMapping("/items/{id}")
		Item rename(@PathVariable long id, @RequestBody Map<String, String> change) {
			return new Item(id, change.get("name"), null);
		}

		@DeleteMapping("/items/{id}")
		@org.springframework.web.bind.annotation.ResponseStatus(HttpStatus.NO_CONTENT)
		void delete(@PathVariable long id) {
		}

		@RequestMapping(path = "/items", method = RequestMethod.HEAD)
		ResponseEntity<Void> count() {
			return ResponseEntity.ok().header("X-Count", "2").build();
		}

		@GetMapping("/search")
		Map<String, Object> search(@RequestParam String name, @RequestParam(defaultValue = "10") int most,
				@RequestParam(required = false) List<String> tag,
				@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate since) {
			return Map.of("name", name, "most", most, "tag", (tag != null) ? tag : List.of(), "since",
					String.valueOf(since));
		}

		@GetMapping("/filter")
		String filter(@ModelAttribute Filter filter) {
			return filter.getName() + " " + filter.getMost();
		}

		@GetMapping("/echo/{text}")
		String echo(@PathVariable String text) {
			return text;
		}

		@GetMapping("/all-headers")
		String headers(@RequestHeader HttpHeaders headers,
				@CookieValue(name = "basket", required = false) String basket) {
			return headers.getFirst("X-Tenant") + " " + headers.getFirst("X-Intercepted") + " " + basket + " "
					+ headers.getFirst(HttpHeaders.AUTHORIZATION) + " " + headers.getFirst(HttpHeaders.ACCEPT);
		}

		@GetMapping("/matrix/{item}")
		String matrix(@PathVariable String item, @MatrixVariable Map<String, String> matrix) {
			return item + " " + matrix;
		}

		@PostMapping(path = "/form", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
		String form(@RequestParam MultiValueMap<String, String> form) {
			return form.toString();
		}

		@PostMapping(path = "/upload", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
		String upload(@RequestPart("file") MultipartFile file, @RequestParam("note") String note) {
			try {
				return file.getOriginalFilename() + " " + new String(file.getBytes(), StandardCharsets.UTF_8) + " "
						+ note;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@PostMapping(path = "/bytes", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE,
				produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
		byte[] bytes(@RequestBody byte[] bytes) {
			byte[] reversed = new byte[bytes.length];
			for (int i = 0; i < bytes.length; i++) {
				reversed[i] = bytes[bytes.length - 1 - i];
			}
			return reversed;
		}

		@PostMapping(path = "/text", consumes = MediaType.TEXT_PLAIN_VALUE, produces = MediaType.TEXT_PLAIN_VALUE)
		String text(@RequestBody String text) {
			return text.toUpperCase(java.util.Locale.ROOT);
		}

		@GetMapping("/moved")
		ResponseEntity<Void> moved() {
			return ResponseEntity.status(HttpStatus.FOUND).header("Location", "/shop/echo/here").build();
		}

		@RequestMapping(path = "/sent-on", method = { RequestMethod.GET, RequestMethod.POST })
		ResponseEntity<Void> sentOn(@RequestParam String to) {
			return ResponseEntity.status(HttpStatus.FOUND).header("Location", to).build();
		}

		@GetMapping("/zipped")
		ResponseEntity<byte[]> zipped() throws IOException {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
				zip.write("x".repeat(5000).getBytes(StandardCharsets.US_ASCII));
			}
			return ResponseEntity.ok()
				.header("Content-Encoding", "gzip")
				.contentType(MediaType.TEXT_PLAIN)
				.body(out.toByteArray());
		}

		@PostMapping("/unzipped")
		String unzipped(@RequestHeader("Content-Encoding") String encoding, @RequestBody byte[] body)
				throws IOException {
			return encoding + " " + new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes().length;
		}

		@GetMapping("/busy")
		ResponseEntity<String> busy() {
			return (this.failures.incrementAndGet() % 3 != 0)
					? ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("busy") : ResponseEntity.ok("at last");
		}

		@PostMapping("/busy")
		ResponseEntity<String> busyWrite() {
			this.failures.incrementAndGet();
			return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("busy");
		}

		@GetMapping("/fail/{status}")
		ResponseEntity<Map<String, Object>> fail(@PathVariable int status) {
			return ResponseEntity.status(status).body(Map.of("problem", "number " + status));
		}

		/** Answers when a test is over. */
		@GetMapping("/slow")
		String slow() throws InterruptedException {
			return "slow " + this.over.await(30, TimeUnit.SECONDS);
		}

		void end() {
			this.over.countDown();
		}

		int failures() {
			return this.failures.get();
		}

	}

}
