package io.github.rpcboot.autoconfigure;

import java.io.IOException;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteMethod;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import org.junit.jupiter.api.Test;
import org.skyscreamer.jsonassert.JSONAssert;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the actuator endpoint tells.
 */
class RpcEndpointTests {

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
					      "methods": [
					        {"name": "find", "path": "/rpc/shop.v2.Orders/find", "idempotency": "NO_SIDE_EFFECTS"},
					        {"name": "place", "path": "/rpc/shop.v2.Orders/place", "idempotency": "UNKNOWN"}
					      ]
					    }
					  },
					  "references": {
					    "demo-provider": {
					      "instances": ["http://127.0.0.1:1", "http://127.0.0.1:2"],
					      "contracts": ["io.github.rpcboot.autoconfigure.Hello"],
					      "services": ["Hello"]
					    }
					  }
					}""", body, true);
		}
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

			};
		}

		record Greeter(@RemoteReference("demo-provider") Hello hello) {
		}

	}

}
