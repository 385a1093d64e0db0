package io.github.rpcboot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.JsonCodec;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.call.TransportFactory;
import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A bean adds a protocol.
 */
class AddedProtocolTests {

	@Test
	void aBeanMakesTheTransportOfTheUrlsOfItsSchemeWhichIsClosedWithTheContext() {
		List<String> events = new ArrayList<>();
		Runners.plain()
			.withUserConfiguration(Calling.class)
			.withPropertyValues("rpc.endpoints.demo-provider=pigeon://loft")
			.withBean(Pigeons.class, () -> new Pigeons(events))
			.run((context) -> {
				assertThatThrownBy(() -> context.getBean(Greeter.class).hello.sayHello("Ada"))
					.hasMessageContaining("pigeon://loft")
					.hasMessageContaining("The pigeon came back.");
				assertThat(events).containsExactly("made for demo-provider", "sent");
			});
		assertThat(events).endsWith("closed");
	}

	@Test
	void aProtocolThatIsNotKnownIsToldWithThoseThatAre() {
		FailureAnalysis report = Reports.ofStart(Known.class, "rpc.endpoints.demo-provider=pigoen://loft");
		assertThat(report.getAction()).isEqualTo("Use one of [http, https, grpc, grpcs, inprocess, pigeon].");
	}

	@Configuration(proxyBeanMethods = false)
	static class Calling {

		@Bean
		Greeter greeter(@RemoteReference("demo-provider") Hello hello) {
			return new Greeter(hello);
		}

	}

	@OnlyRpc
	@Import(Calling.class)
	static class Known {

		@Bean
		Pigeons pigeons() {
			return new Pigeons(new ArrayList<>());
		}

	}

	record Greeter(Hello hello) {
	}

	record Pigeons(List<String> events) implements TransportFactory {

		@Override
		public String scheme() {
			return "pigeon";
		}

		@Override
		public Transport create(String application) {
			this.events.add("made for " + application);
			return new Loft(this.events);
		}

	}

	record Loft(List<String> events) implements Transport {

		@Override
		public RpcReply send(RpcCall call, Endpoint endpoint) {
			this.events.add("sent");
			return RpcReply.failure(RpcFailure.answered(RpcStatus.ABORTED, "The pigeon came back."));
		}

		@Override
		public PayloadCodec codec() {
			return AddedProtocolTests.codec();
		}

		@Override
		public void close() {
			this.events.add("closed");
		}

	}

	private static PayloadCodec codec() {
		return JsonCodec.using(JsonCodec.strictMapper(List.of(), RpcLimits.DEFAULT), RpcLimits.DEFAULT);
	}

}
