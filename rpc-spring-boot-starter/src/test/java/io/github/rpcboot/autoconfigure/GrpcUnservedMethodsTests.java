package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.grpc.server.health.HealthCheckedGrpcComponents;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What HTTP carries and gRPC does not: the rest is served all the same.
 */
@ExtendWith(OutputCaptureExtension.class)
class GrpcUnservedMethodsTests {

	@Test
	void aMethodThatGrpcCannotCarryIsNamedAtTheStartAndTheOthersAreServed(CapturedOutput output) {
		try (RunningApplication provider = GrpcApplication.startWithWeb(Provider.class);
				RunningApplication consumer = GrpcApplication.client(Consumer.class,
						"rpc.endpoints.shop=" + GrpcApplication.url(provider))) {
			assertThat(output).contains("Mixed/tree is not served over gRPC: The type");
			assertThat(provider.bean(HealthCheckedGrpcComponents.class).getServiceNames()).contains("Mixed")
				.doesNotContain("Trees");
			Some some = consumer.bean(Consumer.class).some;
			assertThat(some.hello("Ada")).isEqualTo("Hello, Ada");
			assertThat(catchThrowableOfType(RpcException.class, () -> some.tree("x")).status())
				.isEqualTo(RpcStatus.UNIMPLEMENTED);
		}
	}

	@Test
	void contractsWhoseMessagesHaveOneNameAreServedBesideEachOther(CapturedOutput output) {
		try (RunningApplication provider = GrpcApplication.start(Finding.class);
				RunningApplication consumer = GrpcApplication.client(Finder.class,
						"rpc.endpoints.shop=" + GrpcApplication.url(provider))) {
			assertThat(consumer.bean(Finder.class).numbers.find(7)).isEqualTo("7");
			assertThat(consumer.bean(Finder.class).names.find("Ada")).isEqualTo("Ada");
			assertThat(output).containsOnlyOnce("Server reflection does not list 'N");
		}
	}

	interface Mixed {

		String hello(String name);

		JsonNode tree(String name);

	}

	interface Numbers {

		String find(long number);

	}

	interface Names {

		String find(String name);

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ NumbersBean.class, NamesBean.class })
	static class Finding {

	}

	@RemoteService
	static class NumbersBean implements Numbers {

		@Override
		public String find(long number) {
			return Long.toString(number);
		}

	}

	@RemoteService
	static class NamesBean implements Names {

		@Override
		public String find(String name) {
			return name;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Finder {

		@RemoteReference("shop")
		private Numbers numbers;

		@RemoteReference("shop")
		private Names names;

	}

	/** What a caller may think that the service has. */
	@RemoteContract("Mixed")
	interface Some {

		String hello(String name);

		String tree(String name);

	}

	@RemoteService
	static class MixedBean implements Mixed {

		@Override
		public String hello(String name) {
			return "Hello, " + name;
		}

		@Override
		public JsonNode tree(String name) {
			throw new UnsupportedOperationException();
		}

	}

	interface Trees {

		JsonNode tree(String name);

	}

	@RemoteService
	static class TreesBean implements Trees {

		@Override
		public JsonNode tree(String name) {
			throw new UnsupportedOperationException();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ MixedBean.class, TreesBean.class })
	static class Provider {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Consumer {

		@RemoteReference("shop")
		private Some some;

	}

}
