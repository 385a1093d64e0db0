package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.provider.RemoteServices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Streams between two applications, with all that auto-configuration puts around them.
 */
class StreamApplicationsTests {

	@Test
	void streamsGoBothWaysAndHoldTheirPlaceUntilTheyEnd() {
		try (RunningApplication provider = RunningApplication.web(Provider.class);
				RunningApplication consumer = RunningApplication.withoutWeb(Consumer.class,
						"rpc.endpoints.counter=" + provider.url(), "rpc.consumer.targets.counter.max-in-flight=1")) {
			Numbers numbers = consumer.bean(Reader.class).numbers();
			RemoteServices services = provider.bean(RemoteServices.class);
			assertThat(numbers.upTo(3).toList()).containsExactly(0, 1, 2);
			assertThat(numbers.pushed(3).collectList().block()).containsExactly(0, 1, 2);
			assertThat(numbers.sum(LongStream.rangeClosed(1, 100).boxed())).isEqualTo(5050);
			try (Stream<Integer> stream = numbers.upTo(Integer.MAX_VALUE)) {
				Iterator<Integer> elements = stream.iterator();
				assertThat(elements.next()).isZero();
				assertThat(services.inFlight()).isEqualTo(1);
			}
			await().atMost(Duration.ofSeconds(5)).until(() -> services.inFlight() == 0);
			assertThat(numbers.upTo(1).toList()).containsExactly(0);
		}
	}

	@Test
	void anOpenStreamDoesNotKeepAProviderFromStopping() {
		RunningApplication provider = RunningApplication.web(Provider.class, "rpc.provider.drain.serve=300ms",
				"rpc.provider.stream-idle-timeout=20s");
		try (RunningApplication consumer = RunningApplication.withoutWeb(Consumer.class,
				"rpc.endpoints.counter=" + provider.url())) {
			Iterator<Integer> elements = consumer.bean(Reader.class)
				.numbers()
				.pushed(Integer.MAX_VALUE)
				.toIterable()
				.iterator();
			assertThat(elements.next()).isZero();
			long began = System.nanoTime();
			Thread stopping = new Thread(provider::close);
			stopping.start();
			RpcException failure = catchThrowableOfType(RpcException.class,
					() -> elements.forEachRemaining((number) -> {
					}));
			assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
			assertThat(failure.reason()).startsWith("The provider is stopping, and has ended the stream.");
			await().until(() -> !stopping.isAlive());
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(300),
					Duration.ofSeconds(10));
		}
	}

	@Test
	void aStreamWithinTheApplicationNeedsNoSocket() {
		try (RunningApplication both = RunningApplication.withoutWeb(Both.class,
				"rpc.endpoints.counter=inprocess://local")) {
			Numbers numbers = both.bean(Reader.class).numbers();
			assertThat(numbers.upTo(1000).mapToInt(Integer::intValue).sum()).isEqualTo(499_500);
			assertThat(numbers.sum(Stream.of(1L, 2L))).isEqualTo(3);
		}
	}

	@Test
	void whoeverAcceptsEventsReadsThemWithoutAClientOfOurs() throws IOException {
		try (RunningApplication provider = RunningApplication.web(Provider.class)) {
			HttpResponse<String> events = provider.post("/rpc/Numbers/upTo", "{\"end\":2}", "accept",
					"text/event-stream");
			assertThat(events.body())
				.isEqualTo("data: {\"result\":0}\n\ndata: {\"result\":1}\n\nevent: end\ndata: {}\n\n");
			HttpResponse<String> lines = provider.post("/rpc/Numbers/upTo", "{\"end\":2}", "accept",
					"application/x-ndjson");
			assertThat(lines.body()).isEqualTo("{\"result\":0}\n{\"result\":1}\n");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aRequestStreamThatBreaksOffIsNeverTakenForAWholeOne(boolean pushed) {
		try (RunningApplication provider = RunningApplication.web(Provider.class);
				RunningApplication consumer = RunningApplication.withoutWeb(Consumer.class,
						"rpc.endpoints.counter=" + provider.url())) {
			Numbers numbers = consumer.bean(Reader.class).numbers();
			NumbersBean bean = provider.bean(NumbersBean.class);
			Stream<Long> breaking = Stream.of(1L, 2L, 3L).peek((number) -> {
				if (number == 3) {
					throw new IllegalStateException("The source is broken");
				}
			});
			assertThatThrownBy(() -> sum(numbers, breaking, pushed)).hasMessage("The source is broken");
			await().until(() -> provider.bean(RemoteServices.class).inFlight() == 0 && bean.begun.get() == 1);
			assertThat(bean.summed).hasValue(0);
			assertThat(numbers.sum(Stream.of(1L, 2L))).isEqualTo(3);
			assertThat(bean.summed).hasValue(1);
		}
	}

	private static long sum(Numbers numbers, Stream<Long> elements, boolean pushed) {
		return pushed ? numbers.sumPushed(Flux.fromStream(elements)) : numbers.sum(elements);
	}

	interface Numbers {

		Stream<Integer> upTo(int end);

		Flux<Integer> pushed(int end);

		long sum(Stream<Long> numbers);

		long sumPushed(Flux<Long> numbers);

	}

	@RemoteService
	static class NumbersBean implements Numbers {

		private final AtomicInteger begun = new AtomicInteger();

		private final AtomicInteger summed = new AtomicInteger();

		@Override
		public Stream<Integer> upTo(int end) {
			return IntStream.range(0, end).boxed();
		}

		@Override
		public Flux<Integer> pushed(int end) {
			return Flux.range(0, end);
		}

		@Override
		public long sum(Stream<Long> numbers) {
			this.begun.incrementAndGet();
			long sum = numbers.mapToLong(Long::longValue).sum();
			this.summed.incrementAndGet();
			return sum;
		}

		@Override
		public long sumPushed(Flux<Long> numbers) {
			this.begun.incrementAndGet();
			long sum = numbers.reduce(0L, Long::sum).blockOptional().orElseThrow();
			this.summed.incrementAndGet();
			return sum;
		}

	}

	@Auto
	@Import(NumbersBean.class)
	static class Provider {

	}

	@Auto
	@Import(Reader.class)
	static class Consumer {

	}

	@Auto
	@Import({ NumbersBean.class, Reader.class })
	static class Both {

	}

	record Reader(@RemoteReference("counter") Numbers numbers) {
	}

}
