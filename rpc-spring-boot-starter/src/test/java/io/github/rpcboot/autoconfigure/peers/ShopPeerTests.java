package io.github.rpcboot.autoconfigure.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.rpcboot.autoconfigure.GrpcApplication;
import io.github.rpcboot.autoconfigure.RunningApplication;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.schema.ContractSchemas;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Programs of other languages call a whole shop of ours, from the {@code .proto} file
 * that is made of its interface.
 */
class ShopPeerTests {

	private static final List<String> EVERYWHERE = List.of("latest false",
			"place 1 PLACED Ada London tea x2 4.50 9.00 1793536200.500000000",
			"find 1 PLACED Ada London tea x2 4.50 9.00 1793536200.500000000", "find nothing", "list 1", "list 0",
			"latest 1", "receipt 9.00", "cancel done",
			"find 1 CANCELLED Ada London tea x2 4.50 9.00 1793536200.500000000", "stock [[\"tea\",8],[\"teapot\",3]]",
			"deliver 2026-11-03 2026-11-05 PT48H false", "label 9007199254740993 true 1.5",
			"receipt NOT_FOUND There is no order 99", "watch 1 2 3", "watch 1 2 3 4 5 6 ABORTED The shop has closed",
			"sum 48.00");

	/**
	 * JSON of protobuf and of Jackson tell the kinds of a sealed type apart differently.
	 */
	private static final List<String> IN_PROTOBUF = List.of("pay card 4242", "pay cash 20.00");

	/** With the details of {@code google.rpc}, and both ways at once. */
	private static final List<String> OVER_GRPC = List.of(
			"place FAILED_PRECONDITION Only 3 of 'teapot' left; OUT_OF_STOCK of shop.Orders: OutOfStock "
					+ "{\"sku\":\"teapot\",\"available\":3}",
			"watch FAILED_PRECONDITION Only 0 of 'patience' left; OUT_OF_STOCK of shop.Orders: OutOfStock "
					+ "{\"sku\":\"patience\",\"available\":0}",
			"deliver INVALID_ARGUMENT The request has a wrong value at '$.earliest'.; earliest", "prices 4.50 39.00");

	private static final List<String> OVER_HTTP = List.of("place FAILED_PRECONDITION Only 3 of 'teapot' left",
			"watch FAILED_PRECONDITION Only 0 of 'patience' left",
			"deliver INVALID_ARGUMENT The request has a wrong value at '$.earliest'.");

	private static final List<String> OF_CONNECT = List.of("slow DEADLINE_EXCEEDED the operation timed out", "first 1");

	private static RunningApplication provider;

	@TempDir
	Path folder;

	@BeforeAll
	static void start() {
		provider = GrpcApplication.startWithWeb(Provider.class);
	}

	@AfterAll
	static void stop() {
		provider.close();
	}

	@BeforeEach
	void openTheShop() throws Exception {
		provider.bean(ShopBean.class).open();
		JsonMapper mapper = JsonMapper.builder().build();
		Files.writeString(this.folder.resolve("shop.proto"),
				ContractSchemas.using(mapper).of(ContractParser.using(mapper).parse(Shop.class)).toProto());
		Files.copy(ForeignProcess.PROGRAMS.resolve("details.proto"), this.folder.resolve("details.proto"));
	}

	private static List<String> run(List<String> command) throws Exception {
		try (ForeignProcess program = ForeignProcess.start(command)) {
			return program.output();
		}
	}

	private static void require(String missing) {
		Assumptions.assumeTrue(missing == null, () -> missing + " src/test/peers/install.sh installs it.");
	}

	@Test
	void pythonCallsEveryMethod() throws Exception {
		require(Peers.withoutPython());
		Peers.generatePython(this.folder);
		assertThat(run(Peers.python("shop_client.py", this.folder, GrpcApplication.port(provider))))
			.containsAll(EVERYWHERE)
			.containsAll(IN_PROTOBUF)
			.containsAll(OVER_GRPC);
	}

	@Test
	void nodeCallsEveryMethod() throws Exception {
		require(Peers.withoutNode("@grpc/grpc-js"));
		assertThat(run(Peers.node("shop_client.js", this.folder, GrpcApplication.port(provider))))
			.containsAll(EVERYWHERE)
			.containsAll(IN_PROTOBUF)
			.containsAll(OVER_GRPC);
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "binary" })
	void theConnectClientCallsOverHttp(String format) throws Exception {
		Requests requests = provider.bean(Requests.class);
		requests.seen.clear();
		assertThat(connect(provider.url() + "/rpc", format)).containsAll(EVERYWHERE)
			.containsAll(format.equals("json") ? List.of() : IN_PROTOBUF)
			.containsAll(OVER_HTTP)
			.containsAll(OF_CONNECT);
		assertThat(requests.seen).contains("GET /rpc/shop.Orders/Find", "POST /rpc/shop.Orders/Place");
	}

	@Test
	void theConnectClientCallsOverGrpc() throws Exception {
		assertThat(connect("http://127.0.0.1:" + GrpcApplication.port(provider), "grpc")).containsAll(EVERYWHERE)
			.containsAll(IN_PROTOBUF)
			.containsAll(OVER_GRPC)
			.containsAll(OF_CONNECT);
	}

	private List<String> connect(String url, String format) throws Exception {
		require(Peers.withoutPython());
		require(Peers.withoutNode("@connectrpc/connect-node"));
		Peers.generateNode(this.folder);
		return run(Peers.node("connect_client.mjs", this.folder, url, format));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ShopBean.class)
	static class Provider {

		@Bean
		Requests requests() {
			return new Requests();
		}

	}

	/** How a client of HTTP calls. */
	static class Requests implements Filter {

		private final List<String> seen = new CopyOnWriteArrayList<>();

		@Override
		public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
				throws IOException, ServletException {
			HttpServletRequest http = (HttpServletRequest) request;
			this.seen.add(http.getMethod() + " " + http.getRequestURI());
			chain.doFilter(request, response);
		}

	}

}
