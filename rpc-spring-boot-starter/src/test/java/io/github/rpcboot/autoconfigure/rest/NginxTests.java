package io.github.rpcboot.autoconfigure.rest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.RunningApplication;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A server that nobody of Java's world has written, alone and before an application. */
class NginxTests {

	@TempDir
	Path directory;

	@BeforeAll
	static void requireNginx() {
		assumeTrue(Nginx.executable() != null,
				"nginx is not installed; on Debian: apt-get install --no-install-recommends nginx-light");
	}

	@Test
	void filesErrorsRedirectsAndHeadsOfNginxAreUnderstood() throws Exception {
		Files.writeString(this.directory.resolve("prices.json"), "{\"tea\":3}");
		Files.createDirectories(this.directory.resolve("folder"));
		Files.writeString(this.directory.resolve("folder/index.html"), "[\"here\"]");
		try (Nginx nginx = Nginx.start(this.directory,
				"location /old { return 301 /prices.json; }\n"
						+ "location /gone { return 204; }\n gzip on; gzip_types application/json; gzip_min_length 1;\n"
						+ "location /folder { types {} index index.html; }");
				RunningApplication consumer = RunningApplication.web(Consumer.class,
						"rpc.endpoints.files=" + nginx.url())) {
			FileServer files = consumer.bean(Customer.class).files();

			assertThat(files.prices()).isEqualTo(Map.of("tea", 3));
			assertThat(files.old()).isEqualTo(Map.of("tea", 3));
			assertThat(files.folder()).isEqualTo(List.of("here"));
			assertThat(files.head().getHeaders().getContentLength()).isEqualTo(9);
			assertThat(files.prices()).isEqualTo(Map.of("tea", 3));
			files.gone();
			assertThat(catchThrowableOfType(RpcException.class, () -> files.file("none")).status())
				.isEqualTo(RpcStatus.NOT_FOUND);
			assertThat(catchThrowableOfType(RpcException.class, () -> files.delete()).status())
				.isEqualTo(RpcStatus.UNIMPLEMENTED);
		}
	}

	@Test
	void anApplicationBehindNginxIsCalledAsOneBeforeIt() throws Exception {
		try (RunningApplication foreign = RunningApplication.web(ForeignShop.class);
				Nginx nginx = Nginx.start(this.directory,
						"location /before/ { proxy_pass " + foreign.url()
								+ "/; proxy_http_version 1.1; proxy_set_header Connection ''; }\n"
								+ "location /nobody/ { proxy_pass http://127.0.0.1:1/; }");
				RunningApplication consumer = RunningApplication.web(ShopConsumer.class,
						"rpc.endpoints.foreign-shop=" + nginx.url() + "/before",
						"rpc.endpoints.files=" + nginx.url())) {
			RequestMappedShop shop = consumer.bean(ShopCustomer.class).shop();

			assertThat(shop.find(5).name()).isEqualTo("tea");
			assertThat(shop.rename(7, Map.of("name", "pot")).name()).isEqualTo("pot");
			assertThat(shop.echo("größe")).isEqualTo("größe");
			shop.delete(8);
			RpcException failure = catchThrowableOfType(RpcException.class,
					() -> consumer.bean(Customer.class).files().nobody());
			assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
			assertThat(failure.attempts()).isGreaterThan(1);
		}
	}

	interface FileServer {

		@GetMapping("/prices.json")
		Map<String, Integer> prices();

		@GetMapping("/old")
		Map<String, Integer> old();

		@GetMapping("/folder")
		List<String> folder();

		@RequestMapping(path = "/prices.json", method = RequestMethod.HEAD)
		ResponseEntity<Void> head();

		@GetMapping("/gone")
		void gone();

		@GetMapping("/{name}.json")
		String file(@PathVariable("name") String name);

		@DeleteMapping("/prices.json")
		void delete();

		@GetMapping("/nobody/x")
		String nobody();

	}

	record Customer(FileServer files) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Consumer {

		@Bean
		Customer customer(@RemoteReference("files") FileServer files) {
			return new Customer(files);
		}

	}

	record ShopCustomer(RequestMappedShop shop) {
	}

	@Configuration(proxyBeanMethods = false)
	static class ShopConsumer extends Consumer {

		@Bean
		ShopCustomer shopCustomer(@RemoteReference RequestMappedShop shop) {
			return new ShopCustomer(shop);
		}

	}

}
