package io.github.rpcboot.autoconfigure.peers;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.GrpcApplication;
import io.github.rpcboot.autoconfigure.RunningApplication;
import io.github.rpcboot.autoconfigure.peers.InteropContract.BoolValue;
import io.github.rpcboot.autoconfigure.peers.InteropContract.EchoStatus;
import io.github.rpcboot.autoconfigure.peers.InteropContract.Empty;
import io.github.rpcboot.autoconfigure.peers.InteropContract.Payload;
import io.github.rpcboot.autoconfigure.peers.InteropContract.ResponseParameters;
import io.github.rpcboot.autoconfigure.peers.InteropContract.SimpleRequest;
import io.github.rpcboot.autoconfigure.peers.InteropContract.StreamingInputCallRequest;
import io.github.rpcboot.autoconfigure.peers.InteropContract.StreamingOutputCallRequest;
import io.github.rpcboot.autoconfigure.peers.InteropContract.StreamingOutputCallResponse;
import io.github.rpcboot.call.ConsumerInterceptor;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Our consumer calls the official server of gRPC's interoperability tests. The names are
 * those of the official cases.
 */
class InteropConsumerTests {

	private static final String INITIAL = "x-grpc-test-echo-initial";

	private static final String TRAILING = "x-grpc-test-echo-trailing-bin";

	private static final String ENCODING = "grpc-encoding";

	private static final String SEEN_ENCODING = "x-seen-encoding";

	private static final byte[] BYTES = { 0xa, 0xb, 0xa, 0xb, 0xa, 0xb };

	private static ForeignProcess server;

	private static RunningApplication application;

	@BeforeAll
	static void start() throws Exception {
		String missing = InteropProgram.missing();
		Assumptions.assumeTrue(missing == null, () -> missing);
		server = InteropProgram.server();
		String url = "grpc://127.0.0.1:" + server.port();
		application = GrpcApplication.client(Consumer.class, "rpc.endpoints.interop=" + url,
				"rpc.endpoints.compressing=" + url, "rpc.consumer.targets.compressing.compress=true",
				"rpc.endpoints.impatient=" + url, "rpc.consumer.targets.impatient.timeout=200ms",
				"rpc.consumer.timeout=10s");
	}

	@AfterAll
	static void stop() {
		if (application != null) {
			application.close();
		}
		if (server != null) {
			server.close();
		}
	}

	private static Consumer consumer() {
		return application.bean(Consumer.class);
	}

	private static Whole service() {
		return consumer().interop;
	}

	@Test
	void emptyUnary() {
		assertThat(service().emptyCall(new Empty())).isEqualTo(new Empty());
	}

	@Test
	void largeUnary() {
		assertThat(service().unaryCall(SimpleRequest.sized(314159, 271828)).payload().body())
			.isEqualTo(new byte[314159]);
	}

	@Test
	void clientCompressedUnary() {
		Consumer.REPLIES.clear();
		assertThat(consumer().compressing.unaryCall(SimpleRequest.sized(314159, 271828)).payload().body())
			.isEqualTo(new byte[314159]);
		assertThat(Consumer.REPLIES.poll().get(SEEN_ENCODING)).isEqualTo("gzip");
	}

	@Test
	void serverCompressedUnary() {
		for (boolean compressed : new boolean[] { true, false }) {
			Consumer.REPLIES.clear();
			assertThat(service().unaryCall(SimpleRequest.compressed(compressed)).payload().body())
				.isEqualTo(new byte[314159]);
			assertThat(Consumer.REPLIES.poll().get(ENCODING)).isEqualTo(compressed ? "gzip" : "identity");
		}
	}

	@Test
	void clientStreaming() {
		assertThat(service().streamingInputCall(inputs()).aggregatedPayloadSize()).isEqualTo(74922);
	}

	@Test
	void clientCompressedStreaming() {
		Consumer.REPLIES.clear();
		assertThat(consumer().compressing.streamingInputCall(inputs()).aggregatedPayloadSize()).isEqualTo(74922);
		assertThat(Consumer.REPLIES.poll().get(SEEN_ENCODING)).isEqualTo("gzip");
	}

	private static Stream<StreamingInputCallRequest> inputs() {
		return Stream.of(27182, 8, 1828, 45904).map((size) -> new StreamingInputCallRequest(Payload.zeros(size), null));
	}

	@Test
	void serverStreaming() {
		assertThat(sizes(service().streamingOutputCall(outputs(null)))).containsExactly(31415, 9, 2653, 58979);
	}

	@Test
	void serverCompressedStreaming() {
		Consumer.REPLIES.clear();
		assertThat(sizes(consumer().compressing.streamingOutputCall(outputs(new BoolValue(true)))))
			.containsExactly(31415, 9, 2653, 58979);
		assertThat(Consumer.REPLIES.poll().get(ENCODING)).isEqualTo("gzip");
	}

	private static StreamingOutputCallRequest outputs(BoolValue compressed) {
		return new StreamingOutputCallRequest(null,
				Stream.of(31415, 9, 2653, 58979).map((size) -> new ResponseParameters(size, 0, compressed)).toList(),
				null, null);
	}

	private static List<Integer> sizes(Stream<StreamingOutputCallResponse> responses) {
		try (responses) {
			return responses.map((response) -> Payload.size(response.payload())).toList();
		}
	}

	@Test
	void pingPong() {
		Queue<Integer> requests = new ArrayDeque<>(List.of(27182, 8, 1828, 45904));
		Queue<Integer> responses = new ArrayDeque<>(List.of(31415, 9, 2653, 58979));
		BlockingQueue<Integer> turns = new LinkedBlockingQueue<>(List.of(responses.peek()));
		Stream<StreamingOutputCallRequest> sent = Stream.generate(() -> take(turns))
			.limit(4)
			.map((size) -> StreamingOutputCallRequest.sized(size, requests.remove()));
		try (Stream<StreamingOutputCallResponse> received = service().fullDuplexCall(sent)) {
			received.forEach((response) -> {
				assertThat(Payload.size(response.payload())).isEqualTo(responses.remove());
				if (!responses.isEmpty()) {
					turns.add(responses.peek());
				}
			});
		}
		assertThat(responses).isEmpty();
		assertThat(requests).isEmpty();
	}

	/** The next request is made only when the answer to the one before has arrived. */
	private static Integer take(BlockingQueue<Integer> turns) {
		try {
			Integer turn = turns.poll(10, TimeUnit.SECONDS);
			if (turn == null) {
				throw new IllegalStateException("No answer came");
			}
			return turn;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void emptyStream() {
		assertThat(sizes(service().fullDuplexCall(Stream.empty()))).isEmpty();
	}

	@Test
	void customMetadata() {
		Consumer.REPLIES.clear();
		assertThat(service().unaryCall(SimpleRequest.sized(314159, 271828)).payload().body()).hasSize(314159);
		assertEchoed(Consumer.REPLIES.poll());
		assertThat(sizes(service().fullDuplexCall(Stream.of(StreamingOutputCallRequest.sized(314159, 271828)))))
			.containsExactly(314159);
		assertEchoed(Consumer.REPLIES.poll());
	}

	private static void assertEchoed(RpcHeaders metadata) {
		assertThat(metadata.get(INITIAL)).isEqualTo("test_initial_metadata_value");
		assertThat(metadata.getBinary(TRAILING)).isEqualTo(BYTES);
	}

	@Test
	void statusCodeAndMessage() {
		assertFailure(RpcStatus.UNKNOWN, "test status message",
				() -> service().unaryCall(SimpleRequest.failing(2, "test status message")));
		StreamingOutputCallRequest failing = new StreamingOutputCallRequest(null, List.of(), null,
				new EchoStatus(2, "test status message"));
		assertFailure(RpcStatus.UNKNOWN, "test status message",
				() -> sizes(service().fullDuplexCall(Stream.of(failing))));
	}

	@Test
	void specialStatusMessage() {
		String message = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n";
		assertFailure(RpcStatus.UNKNOWN, message, () -> service().unaryCall(SimpleRequest.failing(2, message)));
	}

	private static void assertFailure(RpcStatus status, String reason, Runnable call) {
		RpcException failure = catchThrowableOfType(RpcException.class, call::run);
		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.reason()).isEqualTo(reason);
	}

	@Test
	void unimplementedMethod() {
		RpcException failure = catchThrowableOfType(RpcException.class, () -> service().unimplementedCall(new Empty()));
		assertThat(failure.status()).isEqualTo(RpcStatus.UNIMPLEMENTED);
	}

	@Test
	void unimplementedService() {
		RpcException failure = catchThrowableOfType(RpcException.class,
				() -> consumer().unimplemented.unimplementedCall(new Empty()));
		assertThat(failure.status()).isEqualTo(RpcStatus.UNIMPLEMENTED);
	}

	/**
	 * A stream that ends with an exception of its own is no whole one, and is canceled.
	 */
	@Test
	void cancelAfterBegin() {
		Stream<StreamingInputCallRequest> breaking = Stream.generate(() -> {
			throw new IllegalStateException("Enough");
		});
		assertThat(catchThrowableOfType(IllegalStateException.class, () -> service().streamingInputCall(breaking)))
			.hasMessage("Enough");
	}

	@Test
	void cancelAfterFirstResponse() {
		CountDownLatch closed = new CountDownLatch(1);
		Stream<StreamingOutputCallRequest> requests = Stream
			.concat(Stream.of(StreamingOutputCallRequest.sized(31415, 27182)), Stream.generate(() -> {
				await(closed);
				return StreamingOutputCallRequest.sized(1, 1);
			}));
		try (Stream<StreamingOutputCallResponse> responses = service().fullDuplexCall(requests)) {
			assertThat(Payload.size(responses.iterator().next().payload())).isEqualTo(31415);
		}
		closed.countDown();
		assertThat(service().emptyCall(new Empty())).isNotNull();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void timeoutOnSleepingServer() {
		StreamingOutputCallRequest late = new StreamingOutputCallRequest(null,
				List.of(new ResponseParameters(1, 5_000_000, null)), Payload.zeros(27182), null);
		RpcException failure = catchThrowableOfType(RpcException.class,
				() -> sizes(consumer().impatient.fullDuplexCall(Stream.of(late))));
		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
	}

	/** With the method that no server has. */
	@RemoteContract("grpc.testing.TestService")
	interface Whole extends InteropContract {

		Empty unimplementedCall(Empty request);

	}

	@RemoteContract("grpc.testing.UnimplementedService")
	interface Unimplemented {

		Empty unimplementedCall(Empty request);

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Consumer {

		private static final BlockingQueue<RpcHeaders> REPLIES = new LinkedBlockingQueue<>();

		@RemoteReference("interop")
		private Whole interop;

		@RemoteReference("compressing")
		private Whole compressing;

		@RemoteReference("impatient")
		private Whole impatient;

		@RemoteReference("interop")
		private Unimplemented unimplemented;

		@Bean
		static ConsumerInterceptor metadata() {
			return (call, next) -> {
				RpcHeaders headers = call.headers()
					.with(INITIAL, "test_initial_metadata_value")
					.withBinary(TRAILING, BYTES);
				RpcReply reply = next.handle(call.withHeaders(headers));
				return reply.whenEnded((ended) -> REPLIES.add(ended.headers()));
			};
		}

	}

}
