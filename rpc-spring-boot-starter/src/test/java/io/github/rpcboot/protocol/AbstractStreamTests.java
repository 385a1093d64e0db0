package io.github.rpcboot.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.protocol.Probe.Item;
import io.github.rpcboot.protocol.Probe.OutOfStock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What every transport promises of streams. The times and threads are in the class above.
 */
@Timeout(60)
abstract class AbstractStreamTests extends AbstractStreamTimeTests {

	abstract boolean isFullDuplex();

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 17, 1000 })
	void allElementsArriveInOrder(int count) {
		List<String> expected = IntStream.range(0, count).mapToObj((i) -> "word " + i).toList();
		assertThat(flows().words(count).toList()).isEqualTo(expected);
		assertThat(flows().flux(count).collectList().block()).isEqualTo(expected);
		assertThat(JdkFlowAdapter.flowPublisherToFlux(flows().published(count)).collectList().block())
			.isEqualTo(expected);
		assertThat(flows().items(count).toList()).hasSize(count).allMatch(Item.example()::equals);
		everythingEnds();
	}

	@Test
	void anIteratorArrives() {
		List<Integer> arrived = new ArrayList<>();
		Iterator<Integer> numbers = flows().numbers(5);
		numbers.forEachRemaining(arrived::add);
		assertThat(arrived).containsExactly(0, 1, 2, 3, 4);
		assertThat(numbers.hasNext()).isFalse();
		everythingEnds();
	}

	@Test
	void aHundredThousandElementsArrive() {
		assertThat(flows().words(100_000).count()).isEqualTo(100_000);
		everythingEnds();
	}

	@Test
	void manyCallsFollowEachOther() {
		Flows flows = flows();
		for (int i = 0; i < 50; i++) {
			assertThat(flows.words(i)).hasSize(i);
			assertThat(flows.hello("you")).isEqualTo("Hello you");
		}
		everythingEnds();
	}

	@Test
	void anErrorBeforeTheFirstElementFailsTheMethod() {
		RpcException failure = failureOf(() -> flows().failing(0));
		assertThat(failure.status()).isEqualTo(RpcStatus.NOT_FOUND);
		assertThat(failure.reason()).isEqualTo("No more after 0.");
		assertThat(failure.method()).isEqualTo("failing");
		assertThat(failure.attempts()).isEqualTo(1);
		assertThat(failure.mayHaveExecuted()).isTrue();
		everythingEnds();
	}

	@Test
	void anErrorInTheMiddleArrivesBehindTheElementsAndAgainAndAgain() {
		try (Stream<String> stream = flows().failing(3)) {
			Iterator<String> words = stream.iterator();
			assertThat(List.of(words.next(), words.next(), words.next())).containsExactly("word 0", "word 1", "word 2");
			RpcException failure = failureOf(words::next);
			assertThat(failure.status()).isEqualTo(RpcStatus.NOT_FOUND);
			assertThat(failure.reason()).isEqualTo("No more after 3.");
			assertThat(failureOf(words::hasNext)).isSameAs(failure);
			assertThat(failureOf(words::next)).isSameAs(failure);
		}
		everythingEnds();
	}

	@Test
	void aDeclaredExceptionArrivesAsItselfFromTheMethodAndFromTheMiddle() throws OutOfStock {
		OutOfStock atOnce = catchThrowableOfType(OutOfStock.class, () -> flows().soldOut(0));
		assertThat(atOnce.getSku()).isEqualTo("A-1");
		Iterator<String> words = flows().soldOut(2).iterator();
		assertThat(List.of(words.next(), words.next())).containsExactly("word 0", "word 1");
		OutOfStock later = catchThrowableOfType(OutOfStock.class, words::next);
		assertThat(later).hasMessage("In the middle");
		assertThat(later.getMissing()).isEqualTo(7);
		everythingEnds();
	}

	@Test
	void anUndeclaredExceptionInTheMiddleLeaksNothing() {
		RpcException failure = failureOf(() -> flows().breaking(2).toList());
		assertThat(failure.status()).isEqualTo(RpcStatus.UNKNOWN);
		assertThat(failure.toString()).doesNotContain("hunter2", "jdbc", "IllegalState");
		assertThat(failure.getCause()).isNull();
		everythingEnds();
	}

	@Test
	void aBeanThatReturnsNullFailsTheCall() {
		assertThat(failureOf(() -> flows().nothing()).status()).isEqualTo(RpcStatus.UNKNOWN);
		everythingEnds();
	}

	@Test
	void aMessageOverTheLimitFailsBehindThoseBeforeIt() {
		int most = this.rpc.limits().responseBytes() - "{'result':''}".length();
		assertThat(flows().sized(most).toList()).hasSize(3);
		Iterator<String> words = flows().sized(most + 1).iterator();
		assertThat(words.next()).isEqualTo("first");
		RpcException failure = failureOf(words::next);
		assertThat(failure.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED);
		assertThat(failure.reason()).isEqualTo("The response is larger than 65536 bytes.");
		everythingEnds();
	}

	@Test
	void closingAStreamStopsTheBeanAndClosesItsStream() throws InterruptedException {
		Stream<String> stream = flows().endless();
		Iterator<String> words = stream.iterator();
		for (int i = 1; i <= 10; i++) {
			assertThat(words.next()).endsWith("x" + i);
		}
		long start = System.nanoTime();
		stream.close();
		assertThat(this.bean.awaitClosed()).isTrue();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
		assertThat(this.bean.context().isCanceled()).isTrue();
		assertThat(failureOf(words::next).status()).isEqualTo(RpcStatus.CANCELED);
		everythingEnds();
		assertThat(flows().hello("you")).isEqualTo("Hello you");
	}

	@Test
	void aStreamThatIsReadToItsEndIsClosedAtTheProvider() throws InterruptedException {
		assertThat(flows().words(3)).hasSize(3);
		assertThat(this.bean.awaitClosed()).isTrue();
	}

	@Test
	void anIteratorCanBeClosed() throws Exception {
		Iterator<Integer> numbers = flows().numbers(1_000_000);
		assertThat(numbers.next()).isZero();
		((AutoCloseable) numbers).close();
		everythingEnds();
	}

	@Test
	void aSubscriberThatCancelsStopsTheBean() throws InterruptedException {
		assertThat(JdkFlowAdapter.flowPublisherToFlux(flows().endlesslyPublished()).take(5).collectList().block())
			.hasSize(5);
		assertThat(this.bean.awaitClosed()).isTrue();
		everythingEnds();
	}

	@Test
	void theCallLastsAsLongAsTheStreamOnBothSides() {
		try (Stream<String> stream = flows().endless()) {
			stream.iterator().next();
			assertThat(this.handled).hasValue(1);
			assertThat(this.called).hasValue(1);
		}
		everythingEnds();
	}

	@Test
	void aRequestStreamArrives() throws OutOfStock {
		assertThat(flows().sum(LongStream.rangeClosed(1, 1000).boxed())).isEqualTo(500_500);
		assertThat(flows().sum(Stream.empty())).isZero();
		assertThat(flows().amounts(List.of(Item.example(), Item.example()).iterator())).isEqualTo(6);
		assertThat(flows().publishedLengths(JdkFlowAdapter.publisherToFlowPublisher(Flux.just("a", "bc"))))
			.isEqualTo(3);
		assertThat(flows().later(Flux.just("abc", "de")).join()).isEqualTo(5);
		everythingEnds();
	}

	@Test
	void aLongRequestStreamArrives() {
		assertThat(flows().sum(Stream.generate(() -> 1L).limit(100_000))).isEqualTo(100_000);
		everythingEnds();
	}

	@Test
	void theCallersStreamIsClosedWhenTheCallEnds() {
		AtomicInteger closed = new AtomicInteger();
		flows().sum(Stream.of(1L, 2L).onClose(closed::incrementAndGet));
		assertThat(closed).hasValue(1);
		assertThat(flows().first(Stream.generate(() -> "again").onClose(closed::incrementAndGet))).isEqualTo("again");
		assertThat(closed).hasValue(2);
		everythingEnds();
	}

	@Test
	void aDeclaredExceptionEndsARequestStream() {
		OutOfStock failure = catchThrowableOfType(OutOfStock.class, () -> flows()
			.amounts(Stream.of(Item.example(), new Item("table", -4, Item.example().at())).iterator()));
		assertThat(failure.getSku()).isEqualTo("table");
		everythingEnds();
	}

	@Test
	void whatTheCallersStreamThrowsReachesTheCallerAsItIs() {
		IllegalStateException thrown = new IllegalStateException("mine");
		Stream<Long> failing = Stream.concat(Stream.of(1L, 2L), Stream.generate(() -> {
			throw thrown;
		}));
		assertThat(catchThrowable(() -> flows().sum(failing))).isSameAs(thrown);
		everythingEnds();
		assertThat(flows().hello("you")).isEqualTo("Hello you");
	}

	@Test
	void anElementOfTheRequestStreamOverTheLimitFailsTheCall() {
		String large = "x".repeat(this.rpc.limits().requestBytes());
		RpcException failure = failureOf(() -> flows().first(Stream.of(large)));
		assertThat(failure.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED);
		assertThat(failure.reason()).isEqualTo("The request is larger than 65536 bytes.");
		everythingEnds();
	}

	@Test
	void anAbsentRequestStreamFailsBeforeAnythingIsSent() {
		RpcException failure = failureOf(() -> flows().sum(null));
		assertThat(failure.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT);
		assertThat(failure.attempts()).isZero();
	}

	@Test
	void bothStreamsRunAtATimeOrTheCallIsUnimplemented() {
		if (!isFullDuplex()) {
			RpcException failure = failureOf(() -> flows().echo(Stream.of("one")));
			assertThat(failure.status()).isEqualTo(RpcStatus.UNIMPLEMENTED);
			assertThat(failure.mayHaveExecuted()).isFalse();
			assertThat(failure.reason()).contains("gRPC");
			return;
		}
		assertThat(flows().echo(Stream.of("one", "two")).toList()).containsExactly("echo one", "echo two");
		assertThat(flows().echo(Stream.empty()).toList()).isEmpty();
		try (Stream<String> endless = flows().echo(Stream.generate(() -> "again"))) {
			assertThat(endless.limit(100).toList()).hasSize(100);
		}
		everythingEnds();
	}

	@Test
	void sixteenStreamsRunAtATime() throws Exception {
		Flows flows = flows();
		List<Throwable> failures = new CopyOnWriteArrayList<>();
		List<Thread> readers = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			int count = 1000 + i;
			Thread reader = new Thread(() -> {
				Throwable failure = catchThrowable(() -> assertThat(flows.words(count).count()).isEqualTo(count));
				if (failure != null) {
					failures.add(failure);
				}
			});
			readers.add(reader);
			reader.start();
		}
		for (Thread reader : readers) {
			reader.join(20_000);
		}
		assertThat(failures).isEmpty();
		everythingEnds();
	}

}
