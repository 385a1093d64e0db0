package io.github.rpcboot.protocol.grpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.Flows;
import io.github.rpcboot.protocol.GrpcServers;
import io.github.rpcboot.protocol.TestRpc;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.github.rpcboot.protocol.Timing.best;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Our consumer against servers that are written by hand with grpc-java, and know nothing
 * of us.
 */
@Timeout(60)
class GrpcStreamClientTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private static final Duration AT_ONCE = Duration.ofMillis(200);

	private static final byte[] WORD = "{\"result\":\"word\"}".getBytes(StandardCharsets.UTF_8);

	private final TestRpc rpc = new TestRpc();

	private final Transport transport = GrpcServers.transport(this.rpc);

	/** Of the calls that begin from here on. */
	private volatile CountDownLatch canceled = new CountDownLatch(1);

	private volatile ServerCallHandler<byte[], byte[]> handler;

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
							(call, headers) -> GrpcStreamClientTests.this.handler.startCall(call, headers));
				}

			})
			.build()
			.start();
	}

	@AfterEach
	void stop() {
		assertThat(this.transport.connections().leased()).isZero();
		this.transport.close();
		this.server.shutdownNow();
	}

	private Flows flows(Duration timeout) {
		Endpoint endpoint = Endpoint.parse("grpc://127.0.0.1:" + this.server.getPort(), "the test");
		return this.rpc.client(Flows.class, this.transport, endpoint, timeout);
	}

	/** Answers at the end of the requests. */
	private void answer(Answer answer) {
		this.handler = (call, headers) -> {
			call.request(Integer.MAX_VALUE);
			CountDownLatch canceled = this.canceled;
			return new ServerCall.Listener<>() {

				@Override
				public void onHalfClose() {
					answer.to(call);
				}

				@Override
				public void onCancel() {
					canceled.countDown();
				}

			};
		};
	}

	private void answer(Status status, Metadata trailers, int messages) {
		answer((call) -> {
			call.sendHeaders(new Metadata());
			for (int i = 0; i < messages; i++) {
				call.sendMessage(WORD);
			}
			call.close(status, trailers);
		});
	}

	private static RpcException failureOf(Runnable call) {
		RpcException failure = catchThrowableOfType(RpcException.class, call::run);
		assertThat(failure).isNotNull();
		return failure;
	}

	@Test
	void aStreamOfAnyServerArrives() {
		answer(Status.OK, new Metadata(), 500);
		assertThat(flows(LONG).words(500)).hasSize(500).allMatch("word"::equals);
		answer(Status.OK, new Metadata(), 0);
		assertThat(flows(LONG).words(0)).isEmpty();
		answer((call) -> call.close(Status.OK, new Metadata()));
		assertThat(flows(LONG).words(0)).isEmpty();
	}

	@Test
	void aStatusWithDetailsInTheMiddleArrivesTyped() {
		BadRequest bad = BadRequest.newBuilder()
			.addFieldViolations(BadRequest.FieldViolation.newBuilder().setField("count").setDescription("must be odd"))
			.build();
		Metadata trailers = new Metadata();
		trailers.put(GrpcProtocol.DETAILS,
				com.google.rpc.Status.newBuilder().setCode(3).addDetails(Any.pack(bad)).build().toByteArray());
		answer(Status.INVALID_ARGUMENT.withDescription("No."), trailers, 2);
		Iterator<String> words = flows(LONG).words(2).iterator();
		assertThat(List.of(words.next(), words.next())).containsOnly("word");
		RpcException failure = failureOf(words::next);
		assertThat(failure.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT);
		assertThat(failure.reason()).isEqualTo("No.; 'count': must be odd");
	}

	@Test
	void aClientStreamThatIsNotAnsweredWithOneMessageIsUnimplemented() {
		answer(Status.OK, new Metadata(), 0);
		RpcException none = failureOf(() -> flows(LONG).first(Stream.of("a")));
		assertThat(none.status()).isEqualTo(RpcStatus.UNIMPLEMENTED);
		assertThat(none.reason()).endsWith("must have one message, and has none.");
		assertThat(none.mayHaveExecuted()).isTrue();
		answer(Status.OK, new Metadata(), 3);
		RpcException several = failureOf(() -> flows(LONG).first(Stream.of("a")));
		assertThat(several.status()).isEqualTo(RpcStatus.UNIMPLEMENTED);
		assertThat(several.reason()).endsWith("must have one message, and has several.");
		answer(Status.NOT_FOUND.withDescription("None."), new Metadata(), 1);
		assertThat(failureOf(() -> flows(LONG).first(Stream.of("a"))).status()).isEqualTo(RpcStatus.NOT_FOUND);
	}

	@Test
	void aServerThatDoesNotReadHoldsTheElementsOfTheCaller() throws InterruptedException {
		AtomicInteger made = new AtomicInteger();
		CountDownLatch mayRead = new CountDownLatch(1);
		this.handler = (call, headers) -> {
			new Thread(() -> {
				catchThrowable(mayRead::await);
				call.request(Integer.MAX_VALUE);
			}).start();
			return new ServerCall.Listener<>() {

				@Override
				public void onHalfClose() {
					call.sendHeaders(new Metadata());
					call.sendMessage(WORD);
					call.close(Status.OK, new Metadata());
				}

			};
		};
		AtomicReference<String> answered = new AtomicReference<>();
		Stream<String> large = Stream.generate(() -> "x".repeat(1000) + made.incrementAndGet()).limit(20_000);
		Thread writer = new Thread(() -> answered.set(flows(LONG).first(large)));
		writer.start();
		AtomicInteger last = new AtomicInteger(-1);
		await().pollInterval(Duration.ofMillis(300))
			.until(() -> made.get() > 0 && last.getAndSet(made.get()) == made.get());
		assertThat(made).hasValueLessThan(5000);
		mayRead.countDown();
		writer.join(20_000);
		assertThat(answered).hasValue("word");
		assertThat(made).hasValue(20_000);
	}

	@Test
	void anAnswerThatComesEarlyStopsTheElementsOfTheCaller() {
		this.handler = (call, headers) -> {
			call.request(1);
			return new ServerCall.Listener<>() {

				@Override
				public void onMessage(byte[] message) {
					call.sendHeaders(new Metadata());
					call.sendMessage(WORD);
					call.close(Status.OK, new Metadata());
				}

			};
		};
		assertThat(flows(LONG).first(Stream.generate(() -> "again"))).isEqualTo("word");
	}

	@Test
	void aReaderThatClosesIsTakenNoticeOfAtOnce() {
		answer((call) -> {
			call.sendHeaders(new Metadata());
			call.sendMessage(WORD);
		});
		assertThat(best(AT_ONCE, () -> {
			this.canceled = new CountDownLatch(1);
			Stream<String> words = flows(LONG).words(1);
			assertThat(words.iterator().next()).isEqualTo("word");
			return untilCanceled(words::close);
		})).isLessThan(AT_ONCE);
	}

	private Duration untilCanceled(Runnable leave) throws InterruptedException {
		long start = System.nanoTime();
		leave.run();
		assertThat(this.canceled.await(5, TimeUnit.SECONDS)).isTrue();
		return Duration.ofNanos(System.nanoTime() - start);
	}

	@Test
	void anInterruptedWriterCancelsTheCallAtOnce() {
		assertThat(best(AT_ONCE, this::interruptAWriter)).isLessThan(AT_ONCE);
	}

	private Duration interruptAWriter() throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch canceled = new CountDownLatch(1);
		this.canceled = canceled;
		this.handler = (call, headers) -> {
			begun.countDown();
			return new ServerCall.Listener<>() {

				@Override
				public void onCancel() {
					canceled.countDown();
				}

			};
		};
		AtomicReference<Throwable> failure = new AtomicReference<>();
		Thread writer = new Thread(() -> failure
			.set(catchThrowable(() -> flows(LONG).first(Stream.generate(() -> "x".repeat(10_000)).limit(100_000)))));
		writer.start();
		assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
		await().until(() -> writer.getState() == Thread.State.TIMED_WAITING);
		Duration took = untilCanceled(writer::interrupt);
		writer.join(5000);
		assertThat(writer.isAlive()).isFalse();
		assertThat(((RpcException) failure.get()).status()).isEqualTo(RpcStatus.CANCELED);
		return took;
	}

	@Test
	void theTimeOfACallIsThatToTheFirstMessageAndNothingIsSentOfIt() {
		connect();
		AtomicReference<Metadata> head = new AtomicReference<>();
		ServerCall.Listener<byte[]> silent = new ServerCall.Listener<>() {
		};
		this.handler = (call, headers) -> {
			head.set(headers);
			call.request(2);
			return silent;
		};
		RpcException failure = failureOf(() -> flows(Duration.ofMillis(300)).words(1));
		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.reason()).isEqualTo("No answer came before the deadline.");
		assertThat(failure.mayHaveExecuted()).isTrue();
		await().until(() -> head.get() != null);
		assertThat(head.get().containsKey(Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER))).isFalse();
		failure = failureOf(() -> flows(Duration.ofMillis(300)).first(Stream.of("a")));
		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
	}

	/** A connection takes its time on a busy machine. */
	private void connect() {
		answer(Status.OK, new Metadata(), 0);
		assertThat(flows(LONG).words(0)).isEmpty();
	}

	@Test
	void aMessageOverTheLimitIsNotRead() throws InterruptedException {
		answer((call) -> {
			call.sendHeaders(new Metadata());
			call.sendMessage(WORD);
			call.sendMessage(new byte[this.rpc.limits().responseBytes() + 1]);
		});
		Iterator<String> words = flows(LONG).words(2).iterator();
		words.next();
		RpcException failure = failureOf(words::next);
		assertThat(failure.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED);
		assertThat(failure.reason()).isEqualTo("The response is larger than 65536 bytes.");
		assertThat(this.canceled.await(5, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aStreamThatBreaksInTheMiddleMayHaveExecuted() {
		answer((call) -> {
			call.sendHeaders(new Metadata());
			call.sendMessage(WORD);
			this.server.shutdownNow();
		});
		Iterator<String> words = flows(LONG).words(2).iterator();
		assertThat(words.next()).isEqualTo("word");
		RpcException failure = failureOf(words::next);
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(failure.mayHaveExecuted()).isTrue();
	}

	@Test
	void aMethodThatTheServerDoesNotHaveFailsTheMethod() {
		answer((call) -> call.close(Status.UNIMPLEMENTED.withDescription("Never heard of it."), new Metadata()));
		RpcException failure = failureOf(() -> flows(LONG).echo(Stream.of("x")));
		assertThat(failure.status()).isEqualTo(RpcStatus.UNIMPLEMENTED);
		assertThat(failure.reason()).isEqualTo("Never heard of it.");
	}

	private interface Answer {

		void to(ServerCall<byte[], byte[]> call);

	}

}
