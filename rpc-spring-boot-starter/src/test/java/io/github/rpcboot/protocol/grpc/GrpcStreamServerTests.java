package io.github.rpcboot.protocol.grpc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.rpc.ErrorInfo;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.protocol.Flows;
import io.github.rpcboot.protocol.FlowsBean;
import io.github.rpcboot.protocol.GrpcServers;
import io.github.rpcboot.protocol.TestRpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.rpcboot.protocol.Timing.atRest;
import static io.github.rpcboot.protocol.Timing.best;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a client that knows nothing of us sees of methods with streams.
 */
@Timeout(60)
class GrpcStreamServerTests {

	private static final Duration AT_ONCE = Duration.ofMillis(200);

	private final TestRpc rpc = new TestRpc();

	private final FlowsBean bean = new FlowsBean();

	private final AtomicInteger handled = new AtomicInteger();

	private volatile RpcHandler instead;

	private final GrpcServers server = GrpcServers.start(this.rpc,
			this.rpc.services(this.bean, Flows.class, this::around));

	private final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", this.server.port())
		.usePlaintext()
		.disableRetry()
		.build();

	private RpcReply around(RpcCall call, RpcHandler next) {
		this.handled.incrementAndGet();
		try {
			return (this.instead != null) ? this.instead.handle(call) : next.handle(call);
		}
		finally {
			this.handled.decrementAndGet();
		}
	}

	@AfterEach
	void stop() {
		this.bean.release();
		this.channel.shutdownNow();
		await().until(() -> this.handled.get() == 0 && this.server.drain().inFlight() == 0);
		this.server.close();
	}

	@Test
	void aServerStreamIsReadByAnyClient() {
		Iterator<byte[]> words = ClientCalls.blockingServerStreamingCall(this.channel,
				method("Words", MethodType.SERVER_STREAMING), CallOptions.DEFAULT, bytes("{\"count\":3}"));
		List<String> arrived = new ArrayList<>();
		words.forEachRemaining((word) -> arrived.add(new String(word, StandardCharsets.UTF_8)));
		assertThat(arrived).containsExactly("{\"result\":\"word 0\"}", "{\"result\":\"word 1\"}",
				"{\"result\":\"word 2\"}");
	}

	@Test
	void aClientStreamIsWrittenByAnyClient() {
		Observed answers = new Observed();
		StreamObserver<byte[]> requests = ClientCalls.asyncClientStreamingCall(
				this.channel.newCall(method("Sum", MethodType.CLIENT_STREAMING), CallOptions.DEFAULT), answers);
		for (int i = 1; i <= 100; i++) {
			requests.onNext(bytes("{\"numbers\":" + i + "}"));
		}
		requests.onCompleted();
		await().until(() -> answers.ended);
		assertThat(answers.messages).containsExactly("{\"result\":5050}");
	}

	@Test
	void bothGoAtATime() {
		Observed answers = new Observed();
		StreamObserver<byte[]> requests = ClientCalls.asyncBidiStreamingCall(
				this.channel.newCall(method("Echo", MethodType.BIDI_STREAMING), CallOptions.DEFAULT), answers);
		for (int i = 1; i <= 20; i++) {
			int count = i;
			requests.onNext(bytes("{\"texts\":\"" + i + "\"}"));
			await().pollInterval(Duration.ofMillis(1)).until(() -> answers.messages.size() == count);
		}
		assertThat(answers.ended).isFalse();
		requests.onCompleted();
		await().until(() -> answers.ended);
		assertThat(answers.messages).hasSize(20).contains("{\"result\":\"echo 20\"}");
	}

	@Test
	void anErrorInTheMiddleHasItsDetailsInTheTrailers() throws Exception {
		Iterator<byte[]> words = ClientCalls.blockingServerStreamingCall(this.channel,
				method("SoldOut", MethodType.SERVER_STREAMING), CallOptions.DEFAULT, bytes("{\"after\":2}"));
		words.next();
		words.next();
		StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, words::next);
		assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
		assertThat(failure.getStatus().getDescription()).isEqualTo("In the middle");
		ErrorInfo info = StatusProto.fromThrowable(failure).getDetails(0).unpack(ErrorInfo.class);
		assertThat(info.getReason()).isEqualTo("OUT_OF_STOCK");
		assertThat(info.getMetadataMap().get("fields")).contains("\"sku\":\"A-1\"");
	}

	@ParameterizedTest
	@CsvSource({ "0, none", "2, several", "5, several" })
	void aServerStreamThatIsNotAskedForWithOneMessageIsRefused(int messages, String carried) {
		Slow slow = open("Words", MethodType.BIDI_STREAMING, CallOptions.DEFAULT);
		for (int i = 0; i < messages; i++) {
			slow.call.sendMessage(bytes("{\"count\":1}"));
		}
		slow.call.halfClose();
		await().until(() -> slow.status != null);
		assertThat(slow.status.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
		assertThat(slow.status.getDescription())
			.isEqualTo("The call must carry one message, and carries " + carried + ".");
	}

	@Test
	void aReaderThatRestsHoldsTheBean() {
		Slow slow = open("Endless", MethodType.SERVER_STREAMING, CallOptions.DEFAULT);
		slow.ask("{}");
		slow.call.request(5);
		await().until(() -> slow.messages.size() == 5);
		int rests = atRest(this.bean::produced);
		assertThat(rests).isBetween(5, 5000);
		assertThat(slow.messages).hasSize(5);
		slow.call.request(rests);
		await().until(() -> this.bean.produced() > rests);
		slow.call.cancel("enough", null);
	}

	@Test
	void aClientThatCancelsReachesTheBeanAtOnceWhetherItWritesOrWaits() {
		assertThat(best(AT_ONCE, () -> untilClosed("Endless"))).isLessThan(AT_ONCE);
		await().until(() -> this.handled.get() == 0);
		assertThat(best(AT_ONCE, this::untilTheReaderOfARequestStreamIsFree)).isLessThan(AT_ONCE);
	}

	@Test
	void aPublisherThatIsQuietIsCanceledAtOnce() {
		assertThat(best(AT_ONCE, () -> untilClosed("EndlesslyPublished"))).isLessThan(AT_ONCE);
	}

	/** Cancels a stream that is held up by its reader. */
	private Duration untilClosed(String method) throws InterruptedException {
		this.bean.begin();
		int before = this.bean.produced();
		Slow reader = open(method, MethodType.SERVER_STREAMING, CallOptions.DEFAULT);
		reader.ask("{}");
		reader.call.request(1);
		await().until(() -> reader.messages.size() == 1);
		atRest(() -> this.bean.produced() - before);
		long start = System.nanoTime();
		reader.call.cancel("enough", null);
		assertThat(this.bean.awaitClosed()).isTrue();
		return Duration.ofNanos(System.nanoTime() - start);
	}

	/** Cancels a stream whose bean waits for its next message. */
	private Duration untilTheReaderOfARequestStreamIsFree() {
		int before = this.bean.produced();
		Slow writer = open("Sum", MethodType.CLIENT_STREAMING, CallOptions.DEFAULT);
		writer.call.sendMessage(bytes("{\"numbers\":1}"));
		await().until(() -> this.bean.produced() > before);
		assertThat(this.handled).hasValue(1);
		long start = System.nanoTime();
		writer.call.cancel("enough", null);
		await().pollInterval(Duration.ofMillis(1)).until(() -> this.handled.get() == 0);
		return Duration.ofNanos(System.nanoTime() - start);
	}

	@Test
	void onlyADeadlineOfTheCallerEndsAStreamByTime() {
		open("HangAfter", MethodType.SERVER_STREAMING, CallOptions.DEFAULT).ask("{\"count\":1}");
		await().until(() -> this.bean.context() != null);
		assertThat(this.bean.context().deadline().isBounded()).isFalse();
		this.bean.release();
		Slow late = open("Endless", MethodType.SERVER_STREAMING,
				CallOptions.DEFAULT.withDeadlineAfter(400, TimeUnit.MILLISECONDS));
		late.ask("{}");
		late.call.request(1);
		await().until(() -> late.status != null);
		assertThat(late.status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
		assertThat(this.bean.context().deadline().describe()).endsWith("s from the caller");
		await().until(() -> this.bean.context().isCanceled());
	}

	@Test
	void nothingOfARequestStreamIsAskedForBeforeTheCallIsAdmitted() throws InterruptedException {
		CountDownLatch admitted = new CountDownLatch(1);
		this.instead = (call) -> {
			try {
				admitted.await(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return RpcReply.failure(RpcFailure.refused(RpcStatus.UNAVAILABLE, "Too many calls."));
		};
		Slow writer = open("First", MethodType.CLIENT_STREAMING, CallOptions.DEFAULT);
		int sent = 0;
		await().until(() -> this.handled.get() == 1);
		while (writer.call.isReady() && sent < 10_000) {
			writer.call.sendMessage(bytes("{\"texts\":\"" + "x".repeat(10_000) + "\"}"));
			sent++;
		}
		admitted.countDown();
		await().until(() -> writer.status != null);
		assertThat(writer.status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
		assertThat(writer.trailers.get(GrpcProtocol.NOT_EXECUTED)).isEqualTo("1");
	}

	@Test
	void anAnswerThatComesBeforeTheEndOfTheRequestsEndsTheCall() {
		Slow writer = open("First", MethodType.CLIENT_STREAMING, CallOptions.DEFAULT);
		writer.call.request(2);
		writer.call.sendMessage(bytes("{\"texts\":\"one\"}"));
		await().until(() -> writer.status != null);
		assertThat(writer.status.isOk()).isTrue();
		assertThat(writer.messages).containsExactly("{\"result\":\"one\"}");
	}

	@Test
	void aMessageThatCannotBeReadEndsTheRequestStream() {
		Slow writer = open("Sum", MethodType.CLIENT_STREAMING, CallOptions.DEFAULT);
		writer.call.request(2);
		writer.call.sendMessage(bytes("{\"numbers\":1}"));
		writer.call.sendMessage(new byte[] { 1, 2, 3 });
		await().until(() -> writer.status != null);
		assertThat(writer.status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
	}

	@Test
	void aStreamOfNothingHasAHeadAndAnEnd() {
		Slow slow = open("Words", MethodType.SERVER_STREAMING, CallOptions.DEFAULT);
		this.server.drain().begin();
		slow.ask("{\"count\":0}");
		slow.call.request(1);
		await().until(() -> slow.status != null);
		assertThat(slow.status.isOk()).isTrue();
		assertThat(slow.headers.get(GrpcProtocol.DRAINING)).isEqualTo("1");
	}

	@Test
	void whoeverNeitherReadsNorWritesForTheIdleTimeIsTakenForGone() {
		try (GrpcServers impatient = GrpcServers.start(this.rpc,
				this.rpc.services(this.bean, Flows.class, this::around), false, Duration.ofMillis(300))) {
			ManagedChannel other = NettyChannelBuilder.forAddress("127.0.0.1", impatient.port()).usePlaintext().build();
			try {
				Slow reader = open(other, "Endless", MethodType.SERVER_STREAMING, CallOptions.DEFAULT);
				reader.ask("{}");
				await().until(() -> this.bean.produced() > 0 && this.handled.get() == 0);
				reader.call.request(Integer.MAX_VALUE);
				await().until(() -> reader.status != null);
				assertThat(reader.status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
				assertThat(reader.status.getDescription())
					.isEqualTo("The caller took no message of the stream for 300 ms.");
				Slow writer = open(other, "Sum", MethodType.CLIENT_STREAMING, CallOptions.DEFAULT);
				await().until(() -> writer.status != null);
				assertThat(writer.status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
				assertThat(writer.status.getDescription())
					.isEqualTo("The next message of the request stream did not come in time.");
			}
			finally {
				other.shutdownNow();
			}
		}
	}

	private Slow open(String name, MethodType type, CallOptions options) {
		return open(this.channel, name, type, options);
	}

	private static Slow open(ManagedChannel channel, String name, MethodType type, CallOptions options) {
		Slow slow = new Slow(channel.newCall(method(name, type), options));
		slow.call.start(slow, new Metadata());
		return slow;
	}

	private static byte[] bytes(String json) {
		return json.getBytes(StandardCharsets.UTF_8);
	}

	private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
		Bytes bytes = new Bytes(Integer.MAX_VALUE);
		return MethodDescriptor.newBuilder(bytes, bytes).setFullMethodName("Flows/" + name).setType(type).build();
	}

	/** Reads only what it asks for. */
	private static final class Slow extends ClientCall.Listener<byte[]> {

		private final ClientCall<byte[], byte[]> call;

		private final List<String> messages = new CopyOnWriteArrayList<>();

		private volatile Metadata headers;

		private volatile Metadata trailers;

		private volatile Status status;

		private Slow(ClientCall<byte[], byte[]> call) {
			this.call = call;
		}

		private void ask(String json) {
			this.call.sendMessage(bytes(json));
			this.call.halfClose();
		}

		@Override
		public void onHeaders(Metadata headers) {
			this.headers = headers;
		}

		@Override
		public void onMessage(byte[] message) {
			this.messages.add(new String(message, StandardCharsets.UTF_8));
		}

		@Override
		public void onClose(Status status, Metadata trailers) {
			this.trailers = trailers;
			this.status = status;
		}

	}

	private static final class Observed implements StreamObserver<byte[]> {

		private final List<String> messages = new CopyOnWriteArrayList<>();

		private volatile boolean ended;

		@Override
		public void onNext(byte[] message) {
			this.messages.add(new String(message, StandardCharsets.UTF_8));
		}

		@Override
		public void onError(Throwable failure) {
			this.ended = true;
		}

		@Override
		public void onCompleted() {
			this.ended = true;
		}

	}

}
