package io.github.rpcboot.autoconfigure.peers;

import java.util.List;
import java.util.stream.Stream;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.GrpcApplication;
import io.github.rpcboot.autoconfigure.RunningApplication;
import io.github.rpcboot.call.ProviderInterceptor;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.call.RpcHeaders;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.grpc.server.GlobalServerInterceptor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The official client of gRPC's interoperability tests calls a provider of ours, which
 * implements its service as an interface with records.
 */
class InteropProviderTests {

	static final List<String> CASES = List.of("empty_unary", "large_unary", "client_compressed_unary",
			"server_compressed_unary", "client_streaming", "client_compressed_streaming", "server_streaming",
			"server_compressed_streaming", "ping_pong", "empty_stream", "custom_metadata", "status_code_and_message",
			"special_status_message", "unimplemented_method", "unimplemented_service", "cancel_after_begin",
			"cancel_after_first_response", "timeout_on_sleeping_server");

	private static List<String> output = List.of();

	@BeforeAll
	static void runAllCasesInOneProcess() throws Exception {
		String missing = InteropProgram.missing();
		Assumptions.assumeTrue(missing == null, () -> missing);
		try (RunningApplication provider = GrpcApplication.start(Provider.class);
				ForeignProcess client = InteropProgram.client(GrpcApplication.port(provider), CASES)) {
			output = client.output();
		}
	}

	@ParameterizedTest
	@FieldSource("CASES")
	void theOfficialClientPasses(String name) {
		String compressed = switch (name) {
			case "server_compressed_unary", "server_compressed_streaming" -> "1";
			default -> "0";
		};
		assertThat(output).filteredOn((line) -> line.contains(" " + name))
			.singleElement()
			.isEqualTo("PASSED " + name + ", compressed messages: " + compressed);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(InteropBean.class)
	static class Provider {

		/** What is said before the message of an answer. */
		@Bean
		ProviderInterceptor initial() {
			return (call, next) -> {
				String echo = call.headers().get(Echo.INITIAL);
				return (echo != null && call.streams() == null)
						? next.handle(call)
							.map((reply) -> reply.withHeaders(RpcHeaders.empty().with(Echo.INITIAL, echo)))
						: next.handle(call);
			};
		}

		@Bean
		@GlobalServerInterceptor
		Echo echo() {
			return new Echo();
		}

	}

	/**
	 * What an interceptor of gRPC's own does: trailers, the headers of a stream, and a
	 * choice of compression for each message.
	 */
	static class Echo implements ServerInterceptor {

		static final String INITIAL = "x-grpc-test-echo-initial";

		static final Context.Key<ServerCall<?, ?>> CALL = Context.key("call");

		private static final Metadata.Key<String> INITIAL_KEY = Metadata.Key.of(INITIAL,
				Metadata.ASCII_STRING_MARSHALLER);

		private static final Metadata.Key<byte[]> TRAILING = Metadata.Key.of("x-grpc-test-echo-trailing-bin",
				Metadata.BINARY_BYTE_MARSHALLER);

		@Override
		public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
				ServerCallHandler<Q, A> next) {
			ServerCall<Q, A> echoing = new SimpleForwardingServerCall<>(call) {

				@Override
				public void sendHeaders(Metadata metadata) {
					if (headers.containsKey(INITIAL_KEY) && !metadata.containsKey(INITIAL_KEY)) {
						metadata.put(INITIAL_KEY, headers.get(INITIAL_KEY));
					}
					super.sendHeaders(metadata);
				}

				@Override
				public void close(Status status, Metadata trailers) {
					if (headers.containsKey(TRAILING)) {
						trailers.put(TRAILING, headers.get(TRAILING));
					}
					super.close(status, trailers);
				}

			};
			return Contexts.interceptCall(Context.current().withValue(CALL, echoing), echoing, headers, next);
		}

	}

	@RemoteService
	static class InteropBean implements InteropContract {

		@Override
		public Empty emptyCall(Empty request) {
			return request;
		}

		@Override
		public SimpleResponse unaryCall(SimpleRequest request) {
			requireCompressed(request.expectCompressed(), true);
			if (BoolValue.isTrue(request.responseCompressed())) {
				Echo.CALL.get().setCompression("gzip");
			}
			fail(request.responseStatus());
			return new SimpleResponse(Payload.zeros(request.responseSize()), null, null);
		}

		@Override
		public Stream<StreamingOutputCallResponse> streamingOutputCall(StreamingOutputCallRequest request) {
			ServerCall<?, ?> call = Echo.CALL.get();
			if (request.responseParameters().stream().anyMatch((each) -> BoolValue.isTrue(each.compressed()))) {
				call.setCompression("gzip");
			}
			return request.responseParameters().stream().map((parameters) -> {
				call.setMessageCompression(BoolValue.isTrue(parameters.compressed()));
				return new StreamingOutputCallResponse(Payload.zeros(parameters.size()));
			});
		}

		@Override
		public StreamingInputCallResponse streamingInputCall(Stream<StreamingInputCallRequest> requests) {
			return new StreamingInputCallResponse(requests.mapToInt((request) -> {
				requireCompressed(request.expectCompressed(), false);
				return Payload.size(request.payload());
			}).sum());
		}

		@Override
		public Stream<StreamingOutputCallResponse> fullDuplexCall(Stream<StreamingOutputCallRequest> requests) {
			return requests.flatMap((request) -> {
				fail(request.responseStatus());
				return request.responseParameters()
					.stream()
					.map((parameters) -> new StreamingOutputCallResponse(Payload.zeros(parameters.size())));
			});
		}

		/** The header says it of the call. Of a message of a stream nothing tells. */
		private static void requireCompressed(BoolValue expected, boolean exactly) {
			boolean compressed = "gzip".equals(RpcContext.current().headers().get("grpc-encoding"));
			if (expected != null && expected.value() != compressed && (expected.value() || exactly)) {
				throw new RpcException(RpcStatus.INVALID_ARGUMENT, "Compressed: " + compressed);
			}
		}

		private static void fail(EchoStatus status) {
			if (status != null && status.code() != 0) {
				throw new RpcException(status(status.code()), status.message());
			}
		}

		private static RpcStatus status(int number) {
			return Stream.of(RpcStatus.values()).filter((each) -> each.number() == number).findFirst().orElseThrow();
		}

	}

}
