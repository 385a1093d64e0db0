package io.github.rpcboot.security;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.autoconfigure.Auto;
import io.github.rpcboot.autoconfigure.Hello;
import io.github.rpcboot.autoconfigure.RunningApplication;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.call.RpcHeaders;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a call passes on to the calls made for it.
 */
class PropagationTests {

	private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

	@Test
	void credentialsAreNotPassedOn() throws IOException {
		RpcHeaders arrived = arrivedAtB();
		assertThat(arrived.get("authorization")).isNull();
		assertThat(arrived.get("cookie")).isNull();
	}

	@Test
	void theTraceIsPassedOn() throws IOException {
		RpcHeaders arrived = arrivedAtB();
		assertThat(arrived.get("traceparent")).isEqualTo(TRACE);
		assertThat(arrived.get("baggage")).isEqualTo("tenant=7");
	}

	@Test
	void otherHeadersArePassedOnOnlyWhenTheyAreNamed() throws IOException {
		assertThat(arrivedAtB().get("x-tenant")).isNull();
		assertThat(arrivedAtB("rpc.consumer.propagate=X-Tenant").get("x-tenant")).isEqualTo("7");
	}

	@Test
	void theTokenForTheNextApplicationIsSentInPlaceOfTheCallers() throws IOException {
		assertThat(arrivedAtB("rpc.consumer.targets.b.token=for-b").all("authorization"))
			.containsExactly("Bearer for-b");
	}

	private static RpcHeaders arrivedAtB(String... settings) throws IOException {
		try (RunningApplication b = RunningApplication.web(ApplicationB.class)) {
			String[] all = Arrays.copyOf(settings, settings.length + 1);
			all[settings.length] = "rpc.endpoints.b=" + b.url();
			try (RunningApplication a = RunningApplication.web(ApplicationA.class, all)) {
				assertThat(a
					.post("/rpc/Hello/sayHello", "{\"name\":\"World\"}", "Authorization", "Bearer of-the-caller",
							"Cookie", "SESSION=1", "traceparent", TRACE, "baggage", "tenant=7", "X-Tenant", "7")
					.body()).isEqualTo("{\"result\":\"B says World\"}");
			}
			RpcHeaders arrived = b.bean(ApplicationB.class).arrived.get();
			assertThat(arrived).isNotNull();
			return arrived;
		}
	}

	interface Next {

		String next(String name);

	}

	@Auto
	static class ApplicationA {

		@Bean
		@RemoteService
		Hello hello(@RemoteReference("b") Next next) {
			return next::next;
		}

	}

	@Auto
	static class ApplicationB {

		private final AtomicReference<RpcHeaders> arrived = new AtomicReference<>();

		@Bean
		@RemoteService
		Next next() {
			return (name) -> {
				this.arrived.set(RpcContext.current().headers());
				return "B says " + name;
			};
		}

	}

}
