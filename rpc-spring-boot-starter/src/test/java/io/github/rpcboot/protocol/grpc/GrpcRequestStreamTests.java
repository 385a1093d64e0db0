package io.github.rpcboot.protocol.grpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointPicker;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.consumer.RemoteReferences;
import io.github.rpcboot.consumer.RemoteTarget;
import io.github.rpcboot.protocol.GrpcServers;
import io.github.rpcboot.protocol.TestRpc;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of the caller's own stream where messages go both ways: the call is
 * refused while the caller has no next element, or the caller never has one.
 */
@Timeout(60)
class GrpcRequestStreamTests implements EndpointPicker {

	private static final byte[] WORD = "{\"result\":\"word\"}".getBytes(StandardCharsets.UTF_8);

	private static final Duration LONG = Duration.ofSeconds(20);

	private static final Duration SHORT = Duration.ofMillis(300);

	private final TestRpc rpc = new TestRpc();

	private final Transport transport = GrpcServers.transport(this.rpc);

	private final List<AttemptOutcome> outcomes = new CopyOnWriteArrayList<>();

	private final List<String> received = new CopyOnWriteArrayList<>();

	private final AtomicInteger calls = new AtomicInteger();

	private final LinkedBlockingQueue<String> questions = new LinkedBlockingQueue<>();

	/** The caller has no next element at this moment. */
	private final CountDownLatch waits = new CountDownLatch(1);

	private int refused;

	private boolean silent;

	private Server server;

	@BeforeEach
	void start() throws IOException {
		Bytes bytes = new Bytes(Integer.MAX_VALUE);
		this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
			.fallbackHandlerRegistry(new HandlerRegistry() {

				@Override
				public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
					return ServerMethodDefinition.create(
							MethodDescriptor.newBuilder(bytes, bytes)
								.setFullMethodName(name)
								.setType(MethodType.BIDI_STREAMING)
								.build(),
							(call, headers) -> new Answering(call, GrpcRequestStreamTests.this.calls
								.incrementAndGet() <= GrpcRequestStreamTests.this.refused));
				}

			})
			.build()
			.start();
	}

	@AfterEach
	void stop() {
		await().until(() -> this.transport.connections().leased() == 0);
		this.transport.close();
		this.server.shutdownNow();
	}

	private Talks talks(Duration idle) {
		Endpoint endpoint = Endpoint.parse("grpc://127.0.0.1:" + this.server.getPort(), "the test");
		RpcHandler attempt = RemoteTarget.attempt("provider", () -> List.of(endpoint), this, this.transport);
		RpcHandler twice = (call) -> {
			RpcReply reply = attempt.handle(call);
			return (reply.failure() != null && !reply.failure().mayHaveExecuted()) ? attempt.handle(call) : reply;
		};
		RemoteTarget target = new RemoteTarget("provider", twice,
				(method) -> new RemoteTarget.CallSettings(LONG, "the test", 2, false, null, idle),
				this.transport.codec());
		return new RemoteReferences(this.rpc.parser(), (value, type) -> target, List.of()).get(Talks.class, "provider");
	}

	private Stream<String> asked() {
		return Stream.concat(Stream.of("0"), Stream.generate(() -> {
			this.waits.countDown();
			try {
				return this.questions.poll(20, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}).takeWhile((question) -> !question.equals("end")));
	}

	@Test
	void aCallThatIsRefusedWhileItsCallersStreamWaitsIsRepeatedWithWhatWasSent() {
		this.refused = 1;
		try (Stream<String> answers = talks(LONG).talk(asked())) {
			Iterator<String> answer = answers.iterator();
			assertThat(answer.next()).isEqualTo("word");
			assertThat(this.calls).hasValue(2);
			this.questions.addAll(List.of("1", "2", "end"));
			assertThat(List.of(answer.next(), answer.next())).containsOnly("word");
			assertThat(answer.hasNext()).isFalse();
		}
		assertThat(this.received).containsExactly("{\"texts\":\"0\"}", "{\"texts\":\"1\"}", "{\"texts\":\"2\"}");
		assertThat(this.outcomes).containsExactly(AttemptOutcome.REFUSED, AttemptOutcome.ANSWERED);
	}

	@Test
	void aCallThatIsRefusedWhileItsCallersPublisherWaitsIsRepeatedWithWhatWasSent() {
		this.refused = 1;
		this.waits.countDown();
		Sinks.Many<String> source = Sinks.many().unicast().onBackpressureBuffer();
		source.tryEmitNext("0").orThrow();
		try (Stream<String> answers = talks(LONG).published(JdkFlowAdapter.publisherToFlowPublisher(source.asFlux()))) {
			Iterator<String> answer = answers.iterator();
			assertThat(answer.next()).isEqualTo("word");
			source.tryEmitNext("1").orThrow();
			assertThat(answer.next()).isEqualTo("word");
			source.tryEmitComplete().orThrow();
			assertThat(answer.hasNext()).isFalse();
		}
		assertThat(this.received).containsExactly("{\"texts\":\"0\"}", "{\"texts\":\"1\"}");
	}

	@Test
	void aCallersStreamThatIsQuietIsNotTheFaultOfTheProvider() {
		this.silent = true;
		RpcException failure = catchThrowableOfType(RpcException.class, () -> talks(SHORT).talk(asked()));
		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.reason()).isEqualTo("The caller's own stream, the argument of Talks/talk, had no next"
				+ " element within its idle time of 300 ms.");
		assertThat(this.outcomes).containsExactly(AttemptOutcome.ABANDONED);
	}

	@Override
	public Endpoint pick(List<Endpoint> endpoints, Collection<Endpoint> tried) {
		return endpoints.get(0);
	}

	@Override
	public void finished(Endpoint endpoint, AttemptOutcome outcome) {
		this.outcomes.add(outcome);
	}

	/** Bidirectional methods. */
	interface Talks {

		Stream<String> talk(Stream<String> texts);

		Stream<String> published(Flow.Publisher<String> texts);

	}

	private final class Answering extends ServerCall.Listener<byte[]> {

		private final ServerCall<byte[], byte[]> call;

		private final boolean refusing;

		private boolean begun;

		Answering(ServerCall<byte[], byte[]> call, boolean refusing) {
			this.call = call;
			this.refusing = refusing;
			call.request(Integer.MAX_VALUE);
		}

		@Override
		public void onMessage(byte[] message) {
			if (this.refusing) {
				refuse();
			}
			else if (!GrpcRequestStreamTests.this.silent) {
				GrpcRequestStreamTests.this.received.add(new String(message, StandardCharsets.UTF_8));
				if (!this.begun) {
					this.begun = true;
					this.call.sendHeaders(new Metadata());
				}
				this.call.sendMessage(WORD);
			}
		}

		private void refuse() {
			try {
				GrpcRequestStreamTests.this.waits.await(5, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			Metadata trailers = new Metadata();
			trailers.put(GrpcProtocol.NOT_EXECUTED, "1");
			this.call.close(Status.UNAVAILABLE.withDescription("Too many calls."), trailers);
		}

		@Override
		public void onHalfClose() {
			this.call.close(Status.OK, new Metadata());
		}

	}

}
