package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import com.google.protobuf.Descriptors;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.protocol.grpc.GrpcDrain;
import io.github.rpcboot.provider.RemoteServices;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Streams over gRPC between two applications, with all that auto-configuration puts
 * around them, as protobuf.
 */
class GrpcStreamApplicationsTests {

	private static RunningApplication provider;

	private static RunningApplication consumer;

	@BeforeAll
	static void start() {
		provider = GrpcApplication.start(Provider.class);
		consumer = GrpcApplication.client(Consumer.class, "rpc.endpoints.counter=" + GrpcApplication.url(provider),
				"rpc.consumer.targets.counter.max-in-flight=2");
	}

	@AfterAll
	static void stop() {
		consumer.close();
		provider.close();
	}

	@AfterEach
	void noPlaceIsHeld() {
		await().atMost(Duration.ofSeconds(5)).until(() -> provider.bean(RemoteServices.class).inFlight() == 0);
	}

	private static Counting counting() {
		return consumer.bean(Reader.class).counting();
	}

	@Test
	void everyFormOfAStreamArrivesFromTheProvider() {
		Counting counting = counting();
		assertThat(counting.upTo(3)).containsExactly(0, 1, 2);
		assertThat(counting.pushed(1000).reduce(0, Integer::sum).block()).isEqualTo(499_500);
		assertThat(JdkFlowAdapter.flowPublisherToFlux(counting.published(3)).collectList().block()).containsExactly(0,
				1, 2);
		Iterator<Integer> numbers = counting.numbers(2);
		assertThat(List.of(numbers.next(), numbers.next())).containsExactly(0, 1);
		assertThat(numbers.hasNext()).isFalse();
		List<Reading> readings = counting.readings(2).toList();
		assertThat(readings).containsExactly(Reading.of(0), Reading.of(1));
	}

	@Test
	void everyFormOfAStreamArrivesFromTheConsumer() {
		Counting counting = counting();
		assertThat(counting.sum(LongStream.rangeClosed(1, 10_000).boxed())).isEqualTo(50_005_000);
		assertThat(counting.sumPushed(Flux.just(0L, 1L, 2L))).isEqualTo(3);
		assertThat(counting.longest(List.of(Reading.of(1), Reading.of(0)).iterator())).isEqualTo(Reading.of(1));
		assertThat(counting.longest(List.<Reading>of().iterator())).isNull();
	}

	@Test
	void bothGoAtATimeInEveryForm() {
		Counting counting = counting();
		assertThat(counting.doubled(Stream.of(1, 2, 3))).containsExactly(2, 4, 6);
		assertThat(counting.doubledPushed(Flux.range(1, 1000)).reduce(0, Integer::sum).block()).isEqualTo(1_001_000);
		Sinks.Many<Integer> questions = Sinks.many().unicast().onBackpressureBuffer();
		AtomicInteger asked = new AtomicInteger();
		List<Integer> answers = counting.doubledPushed(questions.asFlux())
			.doOnSubscribe((subscription) -> questions.tryEmitNext(asked.get()))
			.doOnNext((answer) -> {
				if (asked.incrementAndGet() < 10) {
					questions.tryEmitNext(asked.get());
				}
				else {
					questions.tryEmitComplete();
				}
			})
			.collectList()
			.block();
		assertThat(answers).containsExactly(0, 2, 4, 6, 8, 10, 12, 14, 16, 18);
	}

	@Test
	void aDeclaredExceptionInTheMiddleArrivesAsItself() throws OutOfNumbers {
		Iterator<Integer> numbers = counting().failing(2).iterator();
		assertThat(List.of(numbers.next(), numbers.next())).containsExactly(0, 1);
		assertThatThrownBy(numbers::next).isInstanceOf(OutOfNumbers.class).extracting("last").isEqualTo(1);
	}

	@Test
	void aStreamHoldsItsPlaceUntilItEnds() {
		try (Stream<Integer> stream = counting().upTo(Integer.MAX_VALUE)) {
			assertThat(stream.iterator().next()).isZero();
			assertThat(provider.bean(RemoteServices.class).inFlight()).isEqualTo(1);
		}
		noPlaceIsHeld();
		for (int i = 0; i < 5; i++) {
			assertThat(counting().upTo(1)).containsExactly(0);
		}
	}

	@Test
	void anInstanceThatIsGoneIsPassedOverWithEveryElement() throws IOException {
		String gone;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			gone = "grpc://127.0.0.1:" + socket.getLocalPort();
		}
		try (RunningApplication other = GrpcApplication.client(Consumer.class,
				"rpc.endpoints.counter=" + gone + "," + GrpcApplication.url(provider),
				"rpc.consumer.choice=round-robin")) {
			Counting counting = other.bean(Reader.class).counting();
			for (int i = 0; i < 4; i++) {
				assertThat(counting.upTo(3)).containsExactly(0, 1, 2);
				assertThat(counting.sum(LongStream.rangeClosed(1, 100).boxed())).isEqualTo(5050);
				assertThat(counting.doubled(Stream.of(1, 2, 3))).containsExactly(2, 4, 6);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anOpenStreamDoesNotKeepAProviderFromStopping(boolean processEnds) {
		RunningApplication stops = GrpcApplication.start(Provider.class,
				"rpc.provider.drain.serve=" + (processEnds ? "20s" : "300ms"));
		try (RunningApplication other = GrpcApplication.client(Consumer.class,
				"rpc.endpoints.counter=" + GrpcApplication.url(stops))) {
			Iterator<Integer> numbers = other.bean(Reader.class).counting().upTo(Integer.MAX_VALUE).iterator();
			assertThat(numbers.next()).isZero();
			long began = System.nanoTime();
			if (processEnds) {
				drain(stops, Duration.ofMillis(100), Duration.ofMillis(200));
			}
			Thread stopping = new Thread(stops::close);
			stopping.start();
			RpcException failure = catchThrowableOfType(RpcException.class, () -> numbers.forEachRemaining((number) -> {
			}));
			assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
			assertThat(failure.reason()).startsWith("The provider is stopping, and has ended the stream.");
			await().until(() -> !stopping.isAlive());
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(300),
					Duration.ofSeconds(4));
		}
	}

	private static void drain(RunningApplication stops, Duration accept, Duration serve) {
		RpcProperties.Drain settings = new RpcProperties.Drain(true, accept, serve);
		new GrpcDrainOnShutdown(stops.context(), settings, stops.bean(GrpcDrain.class), List.of(), () -> true)
			.onApplicationEvent(new ContextClosedEvent(stops.context()));
	}

	@Test
	void theDescriptionSaysWhatIsAStream() {
		ServiceContract contract = provider.bean(RemoteServices.class).contracts().stream().findFirst().orElseThrow();
		assertThat(provider.bean(GrpcCodec.class).schemas().of(contract).toProto())
			.contains("rpc Doubled (stream DoubledRequest) returns (stream DoubledResponse)")
			.contains("rpc UpTo (UpToRequest) returns (stream UpToResponse)")
			.contains("rpc Sum (stream SumRequest) returns (SumResponse)");
	}

	@Test
	void aProgramThatKnowsNothingLearnsFromReflectionWhatItCanCall() throws Exception {
		ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", GrpcApplication.port(provider))
			.usePlaintext()
			.build();
		try (ReflectionClient reflection = new ReflectionClient(channel)) {
			assertThat(reflection.services()).contains("Counting", "grpc.health.v1.Health");
			FileDescriptor file = reflection.fileContaining("Counting");
			assertThat(file.getDependencies()).extracting(FileDescriptor::getName)
				.contains("google/protobuf/timestamp.proto");
			assertThat(reflection.fileContaining("Counting.Readings").getName()).isEqualTo(file.getName());
			assertThat(reflection.fileContaining("Reading").getName()).isEqualTo(file.getName());
			assertThat(reflection.fileNamed(file.getName()).findServiceByName("Counting")).isNotNull();
			assertThat(reflection.ask((question) -> question.setFileContainingSymbol("Counted"))
				.getErrorResponse()
				.getErrorCode()).isEqualTo(Status.Code.NOT_FOUND.value());
			assertThat(readings(channel, file.findServiceByName("Counting").findMethodByName("Readings")))
				.endsWith("{\"number\":1,\"at\":\"1970-01-01T00:00:01Z\",\"parts\":[1,-1],\"named\":{\"all\":1}}");
		}
		finally {
			channel.shutdownNow();
		}
	}

	private static List<String> readings(ManagedChannel channel, Descriptors.MethodDescriptor method) throws Exception {
		DynamicMessage request = DynamicMessage.newBuilder(method.getInputType())
			.setField(method.getInputType().findFieldByName("end"), 2)
			.build();
		assertThat(method.isServerStreaming()).isTrue();
		Iterator<DynamicMessage> answers = ClientCalls.blockingServerStreamingCall(channel,
				MethodDescriptor
					.newBuilder(ProtoUtils.marshaller(request),
							ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
					.setType(MethodType.SERVER_STREAMING)
					.setFullMethodName("Counting/" + method.getName())
					.build(),
				CallOptions.DEFAULT, request);
		List<String> printed = new ArrayList<>();
		while (answers.hasNext()) {
			printed.add(JsonFormat.printer().omittingInsignificantWhitespace().print(answers.next()));
		}
		return printed;
	}

	record Reading(int number, Instant at, List<Integer> parts, Map<String, Integer> named) {

		static Reading of(int number) {
			return new Reading(number, Instant.ofEpochSecond(number), List.of(number, -number), Map.of("all", number));
		}

	}

	static class OutOfNumbers extends Exception {

		private final int last;

		OutOfNumbers(String message, int last) {
			super(message);
			this.last = last;
		}

		public int getLast() {
			return this.last;
		}

	}

	interface Counting {

		Stream<Integer> upTo(int end);

		Flux<Integer> pushed(int end);

		Flow.Publisher<Integer> published(int end);

		Iterator<Integer> numbers(int end);

		Stream<Reading> readings(int end);

		Stream<Integer> failing(int after) throws OutOfNumbers;

		long sum(Stream<Long> numbers);

		long sumPushed(Flux<Long> numbers);

		Reading longest(Iterator<Reading> readings);

		Stream<Integer> doubled(Stream<Integer> numbers);

		Flux<Integer> doubledPushed(Flux<Integer> numbers);

	}

	@RemoteService
	static class CountingBean implements Counting {

		@Override
		public Stream<Integer> upTo(int end) {
			return IntStream.range(0, end).boxed();
		}

		@Override
		public Flux<Integer> pushed(int end) {
			return Flux.range(0, end);
		}

		@Override
		public Flow.Publisher<Integer> published(int end) {
			return JdkFlowAdapter.publisherToFlowPublisher(pushed(end));
		}

		@Override
		public Iterator<Integer> numbers(int end) {
			return upTo(end).iterator();
		}

		@Override
		public Stream<Reading> readings(int end) {
			return upTo(end).map(Reading::of);
		}

		@Override
		public Stream<Integer> failing(int after) {
			return Stream.concat(upTo(after), Stream.generate(() -> {
				throw CountingBean.<RuntimeException>asItIs(new OutOfNumbers("No more", after - 1));
			}));
		}

		@SuppressWarnings("unchecked")
		private static <E extends Throwable> RuntimeException asItIs(Throwable thrown) throws E {
			throw (E) thrown;
		}

		@Override
		public long sum(Stream<Long> numbers) {
			return numbers.mapToLong(Long::longValue).sum();
		}

		@Override
		public long sumPushed(Flux<Long> numbers) {
			return numbers.reduce(0L, Long::sum).blockOptional().orElseThrow();
		}

		@Override
		public Reading longest(Iterator<Reading> readings) {
			return readings.hasNext() ? readings.next() : null;
		}

		@Override
		public Stream<Integer> doubled(Stream<Integer> numbers) {
			return numbers.map((number) -> 2 * number);
		}

		@Override
		public Flux<Integer> doubledPushed(Flux<Integer> numbers) {
			return numbers.map((number) -> 2 * number);
		}

	}

	@Auto
	@Import(CountingBean.class)
	static class Provider {

	}

	@Auto
	@Import(Reader.class)
	static class Consumer {

	}

	record Reader(@RemoteReference("counter") Counting counting) {
	}

}
