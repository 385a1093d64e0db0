package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import io.github.rpcboot.RemoteReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/** Where the JVM has a proxy, calls go through it. */
@Isolated("changes what holds for the whole JVM")
class ProxyTests {

	private final ProxySelector before = ProxySelector.getDefault();

	private final List<String> asked = new CopyOnWriteArrayList<>();

	@AfterEach
	void restore() {
		ProxySelector.setDefault(this.before);
	}

	private HttpServer proxy() throws IOException {
		HttpServer proxy = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 16);
		proxy.createContext("/", (exchange) -> {
			this.asked.add(exchange.getRequestHeaders().getFirst("Host"));
			exchange.getRequestBody().readAllBytes();
			byte[] body = "{\"result\":\"through the proxy\"}".getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		proxy.start();
		return proxy;
	}

	@Test
	void aProxyOfTheJvmCarriesTheCalls() throws IOException {
		HttpServer proxy = proxy();
		ProxySelector.setDefault(ProxySelector.of(proxy.getAddress()));
		try (RunningApplication consumer = RunningApplication.withoutWeb(Consumer.class,
				"rpc.endpoints.demo-provider=http://orders.invalid:8081")) {
			assertThat(consumer.bean(Greeter.class).hello().sayHello("World")).isEqualTo("through the proxy");
			assertThat(this.asked).containsExactly("orders.invalid:8081");
		}
		finally {
			proxy.stop(0);
		}
	}

	@Test
	void aProxyForOneSchemeIsOneForAll() {
		System.setProperty("https.proxyHost", "127.0.0.1");
		try {
			assertThat(Proxies.areSet()).isTrue();
		}
		finally {
			System.clearProperty("https.proxyHost");
		}
		assertThat(Proxies.areSet()).isFalse();
	}

	/** It may choose by the host, which nobody knows yet. */
	@Test
	void aSelectorOfTheApplicationCounts() {
		ProxySelector.setDefault(new Direct());

		assertThat(Proxies.areSet()).isTrue();
	}

	@Test
	void withoutAnySelectorThereIsNone() {
		ProxySelector.setDefault(null);

		assertThat(Proxies.areSet()).isFalse();
	}

	record Greeter(Hello hello) {

		Greeter(@RemoteReference("demo-provider") Hello hello) {
			this.hello = hello;
		}

	}

	@Auto
	@Import(Greeter.class)
	static class Consumer {

	}

	private static final class Direct extends ProxySelector {

		@Override
		public List<Proxy> select(URI uri) {
			return List.of(Proxy.NO_PROXY);
		}

		@Override
		public void connectFailed(URI uri, SocketAddress address, IOException failure) {
			throw new IllegalStateException(failure);
		}

	}

}
