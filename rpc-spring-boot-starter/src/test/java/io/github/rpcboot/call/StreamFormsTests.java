package io.github.rpcboot.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.contract.StreamType;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Streams of every type as elements, and elements as streams of every type.
 */
class StreamFormsTests {

	private static List<Object> all(ElementSource source) throws Throwable {
		List<Object> elements = new ArrayList<>();
		for (Object element = source.next(); element != null; element = source.next()) {
			elements.add(element);
		}
		return elements;
	}

	@Test
	void everyTypeIsReadInOrder() throws Throwable {
		assertThat(all(StreamForms.read(StreamType.STREAM, Stream.of(1, 2)))).containsExactly(1, 2);
		assertThat(all(StreamForms.read(StreamType.ITERATOR, List.of(1, 2).iterator()))).containsExactly(1, 2);
		assertThat(all(StreamForms.read(StreamType.FLUX, Flux.range(0, 100)))).hasSize(100);
		assertThat(all(StreamForms.read(StreamType.PUBLISHER, publisher(1, 2, 3)))).containsExactly(1, 2, 3);
	}

	private static Flow.Publisher<?> publisher(Object... elements) {
		return (Flow.Publisher<?>) StreamForms.pushed(StreamType.PUBLISHER,
				() -> new Counted(Arrays.asList(elements).iterator()), Runnable::run);
	}

	@Test
	void aStreamIsClosedWithItsElements() {
		AtomicInteger closed = new AtomicInteger();
		StreamForms.read(StreamType.STREAM, Stream.of(1).onClose(closed::incrementAndGet)).close();
		assertThat(closed).hasValue(1);
	}

	@Test
	void anElementThatIsNullFailsTheStream() {
		ElementSource source = StreamForms.read(StreamType.ITERATOR, Arrays.asList(1, null).iterator());
		assertThatThrownBy(() -> all(source)).isInstanceOf(IllegalStateException.class)
			.hasMessage("A stream has an element that is null. Leave it out, or use an Optional.");
	}

	@Test
	void whatAPublisherFailsWithIsThrownAsItIsAgainAndAgain() {
		Exception failure = new Exception("mine");
		ElementSource source = StreamForms.read(StreamType.FLUX, Flux.concat(Flux.just(1), Flux.error(failure)));
		assertThatThrownBy(() -> all(source)).isSameAs(failure);
		assertThatThrownBy(source::next).isSameAs(failure);
	}

	@Test
	void aPublisherIsAskedForLittleMoreThanIsRead() throws Throwable {
		AtomicInteger produced = new AtomicInteger();
		ElementSource source = StreamForms.read(StreamType.FLUX,
				Flux.generate((sink) -> sink.next(produced.incrementAndGet())));
		for (int i = 1; i <= 100; i++) {
			assertThat(source.next()).isEqualTo(i);
		}
		assertThat(produced.get()).isBetween(100, 116);
		source.close();
	}

	@Test
	void aPublisherThatSendsMoreThanItWasAskedForIsStopped() {
		AtomicInteger canceled = new AtomicInteger();
		Flow.Publisher<Object> wild = (subscriber) -> {
			subscriber.onSubscribe(new Flow.Subscription() {

				@Override
				public void request(long n) {
				}

				@Override
				public void cancel() {
					canceled.incrementAndGet();
				}

			});
			for (int i = 0; i < 1000; i++) {
				subscriber.onNext(i);
			}
		};
		ElementSource source = StreamForms.read(StreamType.PUBLISHER, wild);
		assertThatThrownBy(() -> all(source)).isInstanceOf(IllegalStateException.class)
			.hasMessage("A publisher sends more than it was asked for");
		assertThat(canceled).hasPositiveValue();
	}

	@Test
	void aStreamPullsNothingBeforeItIsWanted() {
		Counted elements = new Counted(List.of(1, 2, 3).iterator());
		Stream<?> stream = (Stream<?>) StreamForms.pulled(StreamType.STREAM, elements);
		assertThat(elements.pulled).isZero();
		assertThat(stream.limit(2).count()).isEqualTo(2);
		assertThat(elements.pulled).isEqualTo(2);
		stream.close();
	}

	@Test
	void aParallelStreamPullsInOrderAsWell() {
		Stream<?> stream = (Stream<?>) StreamForms.pulled(StreamType.STREAM,
				new Counted(Stream.iterate(1, (i) -> i + 1).limit(100).map(Object.class::cast).iterator()));
		assertThat(stream.parallel().toList()).hasSize(100);
	}

	@Test
	void aSubscriberGetsWhatItAsksForAndTheEndThereafter() {
		Noting noting = new Noting();
		Counted elements = new Counted(List.of(1, 2, 3).iterator());
		subscribe(elements, noting);
		assertThat(elements.pulled).isZero();
		noting.subscription.request(2);
		assertThat(noting.signals).containsExactly(1, 2);
		noting.subscription.request(Long.MAX_VALUE);
		noting.subscription.request(Long.MAX_VALUE);
		assertThat(noting.signals).containsExactly(1, 2, 3, "end");
		assertThat(elements.closed).isEqualTo(1);
	}

	@Test
	void aSubscriberThatCancelsGetsNothingMore() {
		Noting noting = new Noting();
		Counted elements = new Counted(List.of(1, 2, 3).iterator());
		subscribe(elements, noting);
		noting.subscription.request(1);
		noting.subscription.cancel();
		noting.subscription.request(1);
		assertThat(noting.signals).containsExactly(1);
		assertThat(elements.closed).isEqualTo(1);
	}

	@Test
	void aSubscriberMustAskForSomething() {
		Noting noting = new Noting();
		subscribe(new Counted(List.of().iterator()), noting);
		noting.subscription.request(0);
		assertThat(noting.signals).singleElement().isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void aSubscriberLearnsThatEveryThreadIsBusy() {
		Noting noting = new Noting();
		Flow.Publisher<?> publisher = (Flow.Publisher<?>) StreamForms.pushed(StreamType.PUBLISHER,
				() -> new Counted(List.of().iterator()), (task) -> {
					throw new RejectedExecutionException();
				});
		publisher.subscribe(noting);
		noting.subscription.request(1);
		assertThat(noting.signals).singleElement()
			.isInstanceOfSatisfying(RpcException.class,
					(failure) -> assertThat(failure.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED));
	}

	@Test
	void aSubscriberThatCancelsEndsTheOpening() {
		Noting noting = new Noting();
		AtomicInteger ended = new AtomicInteger();
		Flow.Publisher<?> publisher = (Flow.Publisher<?>) StreamForms.pushed(StreamType.PUBLISHER, (cancellation) -> {
			cancellation.onCancel(ended::incrementAndGet);
			noting.subscription.cancel();
			throw new IllegalStateException("The opening was ended");
		}, Runnable::run);
		publisher.subscribe(noting);
		noting.subscription.request(1);
		assertThat(ended).hasValue(1);
		assertThat(noting.signals).isEmpty();
	}

	@Test
	void elementsThatAreThereOnceHaveOneSubscriber() {
		Noting first = new Noting();
		Noting second = new Noting();
		Counted elements = new Counted(List.of(1, 2).iterator());
		Flow.Publisher<?> publisher = (Flow.Publisher<?>) StreamForms.pushedOnce(StreamType.PUBLISHER, elements,
				Runnable::run);
		publisher.subscribe(first);
		publisher.subscribe(second);
		second.subscription.request(1);
		first.subscription.request(Long.MAX_VALUE);
		assertThat(first.signals).containsExactly(1, 2, "end");
		assertThat(second.signals).singleElement()
			.isInstanceOfSatisfying(IllegalStateException.class,
					(failure) -> assertThat(failure).hasMessage(
							"The stream has a subscriber already, and can be read once only. Share it, or collect it"
									+ " first."));
	}

	private static void subscribe(ElementSource elements, Flow.Subscriber<Object> subscriber) {
		((Flow.Publisher<?>) StreamForms.pushed(StreamType.PUBLISHER, () -> elements, Runnable::run))
			.subscribe(subscriber);
	}

	@Test
	void anUnboundedDeadlineNeverEndsAndBoundsNothing() {
		Deadline none = Deadline.unbounded();
		assertThat(none.isBounded()).isFalse();
		assertThat(none.isExpired()).isFalse();
		assertThat(none.describe()).isEqualTo("no deadline");
		Deadline own = Deadline.after(Duration.ofSeconds(1), "the test");
		assertThat(own.within(none, "A/b")).isSameAs(own);
		assertThat(none.within(Deadline.unbounded(), "A/b").isBounded()).isFalse();
		assertThat(none.within(own, "A/b").isBounded()).isTrue();
		assertThat(none.part(Duration.ofSeconds(2).toNanos()).isBounded()).isTrue();
		assertThat(none.part(Duration.ofSeconds(2).toNanos()).remainingMillis()).isBetween(1000L, 2000L);
	}

	/** Counts what is pulled and closed. */
	private static final class Counted implements ElementSource {

		private final Iterator<?> elements;

		private int pulled;

		private int closed;

		Counted(Iterator<?> elements) {
			this.elements = elements;
		}

		@Override
		public Object next() {
			this.pulled++;
			return this.elements.hasNext() ? this.elements.next() : null;
		}

		@Override
		public void close() {
			this.closed++;
		}

	}

	/** Notes every signal. */
	private static final class Noting implements Flow.Subscriber<Object> {

		private final List<Object> signals = new ArrayList<>();

		private Flow.Subscription subscription;

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
		}

		@Override
		public void onNext(Object element) {
			this.signals.add(element);
		}

		@Override
		public void onError(Throwable failure) {
			this.signals.add(failure);
		}

		@Override
		public void onComplete() {
			this.signals.add("end");
		}

	}

}
