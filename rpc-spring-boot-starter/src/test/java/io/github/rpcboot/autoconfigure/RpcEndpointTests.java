package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.stream.Stream;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteMethod;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import org.junit.jupiter.api.Test;
import org.skyscreamer.jsonassert.JSONAssert;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the actuator endpoint tells.
 */
class RpcEndpointTests {

	private static final String REASON = "The type 'tools.jackson.databind.JsonNode' has no form in protobuf: it holds any JSON."
			+ " Found at Orders.tree(…) -> result. Use a record, or a 'String' with the JSON. It travels over HTTP with JSON"
			+ " only.";

	@Test
	void bothSidesAreDescribed() throws Exception {
		try (RunningApplication application = RunningApplication.web(Application.class,
				"management.endpoints.web.exposure.include=rpc",
				"rpc.endpoints.demo-provider=http://127.0.0.1:1,http://127.0.0.1:2",
				"rpc.consumer.targets.demo-provider.token=secret-token")) {
			String body = application.get("/actuator/rpc").body();
			assertThat(body).doesNotContain("secret-token");
			JSONAssert.assertEquals("""
					{
					  "services": {
					    "shop.v2.Orders": {
					      "contract": "io.github.rpcboot.autoconfigure.RpcEndpointTests$Orders",
					      "bean": "orders",
					      "protocols": ["http"],
					      "methods": [
					        {"name": "all", "path": "/rpc/shop.v2.Orders/all", "idempotency": "UNKNOWN",
					         "parameters": [], "result": "java.lang.String", "streams": "responses"},
					        {"name": "find", "path": "/rpc/shop.v2.Orders/find", "idempotency": "NO_SIDE_EFFECTS",
					         "parameters": ["long"], "result": "java.lang.String"},
					        {"name": "place", "path": "/rpc/shop.v2.Orders/place", "idempotency": "UNKNOWN",
					         "parameters": ["java.lang.String"], "result": "java.lang.String"},
					        {"name": "tree", "path": "/rpc/shop.v2.Orders/tree", "idempotency": "UNKNOWN",
					         "parameters": ["java.lang.String"], "result": "tools.jackson.databind.JsonNode",
					         "noProtobuf": "REASON"}
					      ]
					    }
					  },
					  "references": {
					    "demo-provider": {
					      "instances": ["http://127.0.0.1:1", "http://127.0.0.1:2"],
					      "protocols": ["http"],
					      "contracts": ["io.github.rpcboot.autoconfigure.Hello"],
					      "services": ["Hello"]
					    }
					  }
					}""".replace("REASON", REASON), body, true);
			schemas(application);
		}
	}

	/** In the same application, since each takes a second. */
	private static void schemas(RunningApplication application) throws IOException {
		HttpResponse<String> proto = application.get("/actuator/rpc/shop.v2.Orders");
		assertThat(proto.statusCode()).isEqualTo(200);
		assertThat(proto.headers().firstValue("content-type")).contains("text/plain;charset=UTF-8");
		assertThat(proto.body()).startsWith("// Without 'tree': " + REASON + "\n")
			.contains("package shop.v2;", "service Orders {", "rpc All (AllRequest) returns (stream AllResponse);",
					"message FindRequest {\n  int64 id = 1;\n}")
			.doesNotContain("Tree");
		assertThat(application.get("/actuator/rpc/Orders").statusCode()).isEqualTo(404);
		assertThat(application.get("/actuator/rpc/demo-provider").statusCode()).isEqualTo(404);
	}

	@Test
	void itIsNotServedUnlessItIsExposed() throws IOException {
		try (RunningApplication application = RunningApplication.web(Application.class,
				"rpc.endpoints.demo-provider=http://127.0.0.1:1")) {
			assertThat(application.get("/actuator/rpc").statusCode()).isEqualTo(404);
		}
	}

	@RemoteContract("shop.v2.Orders")
	interface Orders {

		@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
		String find(long id);

		String place(String sku);

		Stream<String> all();

		JsonNode tree(String sku);

	}

	@Auto
	@Import(Application.Greeter.class)
	static class Application {

		@Bean
		@RemoteService
		Orders orders() {
			return new Orders() {

				@Override
				public String find(long id) {
					return "";
				}

				@Override
				public String place(String sku) {
					return sku;
				}

				@Override
				public Stream<String> all() {
					return Stream.of();
				}

				@Override
				public JsonNode tree(String sku) {
					return NullNode.instance;
				}

			};
		}

		record Greeter(@RemoteReference("demo-provider") Hello hello) {
		}

	}

}
