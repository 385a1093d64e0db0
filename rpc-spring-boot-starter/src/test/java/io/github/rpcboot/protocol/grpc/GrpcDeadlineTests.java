package io.github.rpcboot.protocol.grpc;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.concurrent.locks.LockSupport;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.protocol.Probe;
import io.github.rpcboot.protocol.TestRpc;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.ConnectivityState;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * How the time of a call travels, and who ends the call by it.
 */
@Timeout(30)
class GrpcDeadlineTests {

	private final TestRpc rpc = new TestRpc();

	private final AtomicReference<RpcFailure> failure = new AtomicReference<>();

	private volatile CallOptions options;

	private volatile CallOptions seen;

	private volatile Metadata head;

	private UnaryOperator<CallOptions> interceptor = UnaryOperator.identity();

	private RpcException failureOf(Duration timeout, long answerAfterNanos) {
		GrpcTransport.Settings settings = new GrpcTransport.Settings(65536, false);
		GrpcTransport transport = GrpcTransport.over((endpoint) -> new LateChannel(answerAfterNanos), this.rpc.codec(),
				settings);
		Probe probe = this.rpc.client(Probe.class, transport, Endpoint.parse("grpc://127.0.0.1:1", "the test"), timeout,
				(call, next) -> {
					RpcReply reply = next.handle(call);
					this.failure.set(reply.failure());
					return reply;
				});
		return catchThrowableOfType(RpcException.class, () -> probe.echo("x"));
	}

	private String timeout() {
		return this.head.get(GrpcProtocol.TIMEOUT);
	}

	@Test
	void theHeadSaysTheTimeAndTheChannelMakesNoTaskOfIt() {
		failureOf(Duration.ofSeconds(3), 0);
		assertThat(this.options.getDeadline()).isNull();
		assertThat(timeout()).matches("(3000000|29\\d{5})u");
	}

	@Test
	void otherInterceptorsOfTheChannelSeeTheDeadline() {
		failureOf(Duration.ofSeconds(3), 0);
		assertThat(this.seen.getDeadline().timeRemaining(TimeUnit.MILLISECONDS)).isBetween(1L, 3000L);
	}

	@Test
	void aDeadlineThatAnInterceptorHasSetIsTheChannels() {
		this.interceptor = (options) -> options.withDeadlineAfter(1, TimeUnit.SECONDS);
		failureOf(Duration.ofSeconds(3), 0);
		assertThat(this.options.getDeadline().timeRemaining(TimeUnit.MILLISECONDS)).isLessThanOrEqualTo(1000);
		assertThat(timeout()).isNull();
	}

	@Test
	void whereAServersContextHasADeadlineTheEarlierOneIsSent() throws Exception {
		ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
		try (Context.CancellableContext context = Context.current().withDeadlineAfter(1, TimeUnit.HOURS, timer)) {
			context.run(() -> failureOf(Duration.ofSeconds(3), 0));
			assertThat(this.options.getDeadline().timeRemaining(TimeUnit.SECONDS)).isLessThan(4);
			assertThat(timeout()).isNull();
		}
		finally {
			timer.shutdownNow();
		}
	}

	/** An attempt may be repeated; what the server has answered may not. */
	@Test
	void aServerThatEndsTheCallBehindItsTimeHasNotAnswered() {
		RpcException thrown = failureOf(Duration.ofMillis(50), TimeUnit.MILLISECONDS.toNanos(55));
		assertThat(thrown.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(thrown.reason()).isEqualTo("No answer came before the deadline.");
		assertThat(this.failure.get().failureClass()).isNotEqualTo(FailureClass.ANSWERED);
	}

	@Test
	void aServerThatEndsTheCallBeforeItsTimeHasAnswered() {
		RpcException thrown = failureOf(Duration.ofSeconds(3), 0);
		assertThat(thrown.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(this.failure.get().failureClass()).isEqualTo(FailureClass.ANSWERED);
	}

	@ParameterizedTest
	@CsvSource({ "-5, 1n", "0, 1n", "1, 1n", "99999999, 99999999n", "100000000, 100000u", "99999999999, 99999999u",
			"100000000000, 100000m", "99999999999999, 99999999m", "100000000000000, 100000S",
			"9223372036854775807, 99999999S" })
	void aTimeHasEightDigitsAtMost(long nanos, String text) {
		assertThat(GrpcProtocol.timeout(nanos)).isEqualTo(text);
	}

	/** Ends each call as a server does that has its own timer. */
	private final class LateChannel extends ManagedChannel {

		private final long nanos;

		LateChannel(long nanos) {
			this.nanos = nanos;
		}

		@Override
		@SuppressWarnings("unchecked")
		public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
			GrpcDeadlineTests.this.seen = options;
			CallOptions changed = GrpcDeadlineTests.this.interceptor.apply(options);
			return GrpcTransport.interceptor().interceptCall(method, changed, new Channel() {

				@Override
				public <A, B> ClientCall<A, B> newCall(MethodDescriptor<A, B> method, CallOptions options) {
					GrpcDeadlineTests.this.options = options;
					return (ClientCall<A, B>) new LateCall(options, LateChannel.this.nanos);
				}

				@Override
				public String authority() {
					return LateChannel.this.authority();
				}

			});
		}

		@Override
		public ConnectivityState getState(boolean requestConnection) {
			return ConnectivityState.READY;
		}

		@Override
		public String authority() {
			return "late";
		}

		@Override
		public ManagedChannel shutdown() {
			return this;
		}

		@Override
		public ManagedChannel shutdownNow() {
			return this;
		}

		@Override
		public boolean isShutdown() {
			return true;
		}

		@Override
		public boolean isTerminated() {
			return true;
		}

		@Override
		public boolean awaitTermination(long timeout, TimeUnit unit) {
			return true;
		}

	}

	private final class LateCall extends ClientCall<byte[], byte[]> {

		private final CallOptions options;

		private final long end;

		private Listener<byte[]> listener;

		private ClientStreamTracer tracer;

		LateCall(CallOptions options, long nanos) {
			this.options = options;
			this.end = System.nanoTime() + nanos;
		}

		@Override
		public void start(Listener<byte[]> listener, Metadata headers) {
			GrpcDeadlineTests.this.head = headers;
			this.listener = listener;
			this.tracer = this.options.getStreamTracerFactories()
				.get(0)
				.newClientStreamTracer(ClientStreamTracer.StreamInfo.newBuilder().build(), headers);
			this.tracer.streamCreated(Attributes.EMPTY, headers);
			this.tracer.outboundHeaders();
		}

		@Override
		public void halfClose() {
			while (System.nanoTime() < this.end) {
				LockSupport.parkNanos(this.end - System.nanoTime());
			}
			Metadata trailers = new Metadata();
			this.tracer.inboundTrailers(trailers);
			this.listener.onClose(Status.DEADLINE_EXCEEDED.withDescription("The server's own."), trailers);
		}

		@Override
		public void request(int numMessages) {
		}

		@Override
		public void cancel(String message, Throwable cause) {
		}

		@Override
		public void sendMessage(byte[] message) {
		}

	}

}
