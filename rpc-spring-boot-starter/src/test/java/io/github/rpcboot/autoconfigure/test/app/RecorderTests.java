package io.github.rpcboot.autoconfigure.test.app;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.test.RpcHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Recording forwards to an application that runs, and writes a file that can be read and
 * checked in.
 */
class RecorderTests {

	private final List<String> seen = new ArrayList<>();

	private HttpServer shop;

	private volatile String name = "tea";

	@TempDir
	Path folder;

	@BeforeEach
	void startShop() throws IOException {
		this.shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.shop.createContext("/", this::answer);
		this.shop.start();
	}

	@AfterEach
	void stopShop() {
		this.shop.stop(0);
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
				+ exchange.getRequestHeaders().getFirst("Authorization") + " "
				+ exchange.getRequestHeaders().getFirst("Accept-Encoding"));
		exchange.getRequestBody().readAllBytes();
		byte[] body = ("{\"name\":\"" + this.name + "\",\"price\":4.500,\"token\":\"t0ps3cret\"}")
			.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", "application/json;charset=utf-8");
		exchange.getResponseHeaders().add("Set-Cookie", "id=t0ps3cret");
		exchange.getResponseHeaders().add("X-Request-Id", "0815");
		exchange.getResponseHeaders().add("X-Total-Count", "7");
		exchange.sendResponseHeaders(200, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	private String url() {
		return "http://127.0.0.1:" + this.shop.getAddress().getPort() + "/base";
	}

	@Test
	void theFileHoldsWhatIsNeededAndNoSecretAndNothingVolatile() throws IOException {
		Path file = this.folder.resolve("shop.json");
		try (RpcHarness rpc = recording(file, url())) {
			Shop shop = rpc.reference(Shop.class);
			assertThat(shop.item("t0ps3cret", 3).price()).isEqualByComparingTo("4.5");
			shop.item("t0ps3cret", 3);
			shop.login(new Login("ada", "t0ps3cret"));
		}
		assertThat(this.seen).containsExactly("GET /base/item?token=t0ps3cret&size=3 Bearer t0ps3cret null",
				"GET /base/item?token=t0ps3cret&size=3 Bearer t0ps3cret null",
				"POST /base/login Bearer t0ps3cret null");
		assertThat(Files.readString(file)).isEqualTo("""
				{
				  "exchanges" : [ {
				    "request" : {
				      "method" : "GET",
				      "path" : "/item",
				      "query" : "token=***&size=3"
				    },
				    "response" : {
				      "status" : 200,
				      "headers" : {
				        "content-type" : "application/json;charset=utf-8",
				        "x-total-count" : "7"
				      },
				      "json" : {
				        "name" : "tea",
				        "price" : 4.500,
				        "token" : "***"
				      }
				    }
				  }, {
				    "request" : {
				      "method" : "POST",
				      "path" : "/login",
				      "json" : {
				        "user" : "ada",
				        "password" : "***"
				      }
				    },
				    "response" : {
				      "status" : 200,
				      "headers" : {
				        "content-type" : "application/json;charset=utf-8",
				        "x-total-count" : "7"
				      },
				      "json" : {
				        "name" : "tea",
				        "price" : 4.500,
				        "token" : "***"
				      }
				    }
				  } ]
				}
				""");
		try (RpcHarness rpc = RpcHarness.replaying(file.toString())) {
			assertThat(rpc.reference(Shop.class).item("another", 3).name()).isEqualTo("tea");
			assertThat(rpc.reference(Shop.class).login(new Login("ada", "another")).name()).isEqualTo("tea");
			rpc.assertAllUsed();
		}
	}

	@Test
	void aStateThatComesBackIsReplayedAsItCame() {
		Path file = this.folder.resolve("shop.json");
		try (RpcHarness rpc = recording(file, url())) {
			for (String state : List.of("tea", "pot", "tea")) {
				this.name = state;
				rpc.reference(Shop.class).item("x", 3);
			}
		}
		try (RpcHarness rpc = RpcHarness.replaying(file.toString())) {
			assertThat(rpc.reference(Shop.class).item("x", 3).name()).isEqualTo("tea");
			assertThat(rpc.reference(Shop.class).item("x", 3).name()).isEqualTo("pot");
			assertThat(rpc.reference(Shop.class).item("x", 3).name()).isEqualTo("tea");
		}
	}

	@Test
	void whatIsAskedOtherwiseIsToldWithTheDifference() {
		Path file = this.folder.resolve("shop.json");
		try (RpcHarness rpc = recording(file, url())) {
			rpc.reference(Shop.class).item("x", 3);
		}
		RpcHarness rpc = RpcHarness.replaying(file.toString());
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> rpc.reference(Shop.class).item("x", 4));
		assertThatExceptionOfType(RpcException.class)
			.isThrownBy(() -> rpc.reference(Shop.class).login(new Login("ada", "x")));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(rpc::close)
			.withMessageContaining("has no answer to GET /item?token=***&size=4. Nearest is exchange 1, where the query"
					+ " differs: recorded 'token=***&size=3'.")
			.withMessageContaining("has no answer to POST /login {\"user\":\"ada\",\"password\":\"***\"}. It holds"
					+ " exchange 1: GET /item?token=***&size=3. Correct");
	}

	@Test
	void anApplicationThatIsNotThereIsToldAndNotRepeated() throws IOException {
		int free;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			free = socket.getLocalPort();
		}
		Path file = this.folder.resolve("shop.json");
		RpcHarness rpc = recording(file, "http://127.0.0.1:" + free);
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> rpc.reference(Shop.class).item("x", 3))
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.UNIMPLEMENTED))
			.satisfies((ex) -> assertThat(ex.attempts()).isEqualTo(1));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(rpc::close)
			.withMessageStartingWith("'provider' cannot be recorded: http://127.0.0.1:" + free + " does not answer (")
			.withMessageEndingWith("). Start it there, or replay: run the test without -Drpc.record.provider.");
		assertThat(file).doesNotExist();
	}

	private static RpcHarness recording(Path file, String url) {
		return RpcHarness.replaying(file.toString())
			.with("rpc.record.provider", url)
			.with("rpc.consumer.targets.provider.token", "t0ps3cret");
	}

	record Login(String user, String password) {
	}

	record Goods(String name, BigDecimal price) {
	}

	interface Shop {

		@GetMapping("/item")
		Goods item(@RequestParam("token") String token, @RequestParam("size") int size);

		@PostMapping("/login")
		Goods login(@RequestBody Login login);

	}

}
