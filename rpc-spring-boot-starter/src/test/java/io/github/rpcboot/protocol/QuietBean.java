package io.github.rpcboot.protocol;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.rpcboot.call.RpcContext;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/**
 * The bean behind {@link Quiet}. It waits until it is released, or woken.
 */
public final class QuietBean implements Quiet {

	private final CountDownLatch released = new CountDownLatch(1);

	private volatile CountDownLatch told = new CountDownLatch(1);

	private volatile Moment ended = new Moment();

	private final AtomicInteger produced = new AtomicInteger();

	private final AtomicReference<Throwable> seen = new AtomicReference<>();

	private volatile boolean waits;

	private void listen() {
		RpcContext.current().cancellation().onCancel(this.told::countDown);
	}

	private String block() {
		this.waits = true;
		try {
			this.released.await(20, TimeUnit.SECONDS);
			return "late";
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("The wait was interrupted", ex);
		}
	}

	@Override
	public Stream<String> stream(int count) {
		listen();
		return Stream.concat(IntStream.range(0, count).mapToObj((i) -> "word " + i), Stream.generate(this::block))
			.onClose(this.ended::come);
	}

	@Override
	public Iterator<String> iterator(int count) {
		listen();
		return new Closeable(IntStream.range(0, count).mapToObj((i) -> "word " + i).iterator());
	}

	@Override
	public Flow.Publisher<String> published(int count) {
		listen();
		return JdkFlowAdapter.publisherToFlowPublisher(Flux.range(0, count)
			.map((i) -> "word " + i)
			.concatWith(Flux.<String>never().doOnSubscribe((subscription) -> this.waits = true))
			.doOnCancel(this.ended::come));
	}

	@Override
	public Flux<String> slowly(int count) {
		return Flux.interval(Duration.ofMillis(100)).take(count).map((i) -> "word " + i);
	}

	@Override
	public Stream<String> many(int count) {
		return IntStream.range(0, count).mapToObj((i) -> {
			this.produced.incrementAndGet();
			return "x".repeat(1000);
		}).onClose(this.ended::come);
	}

	@Override
	public long sum(Stream<Long> numbers) {
		Moment ended = this.ended;
		try {
			return numbers.peek((number) -> this.produced.incrementAndGet()).mapToLong(Long::longValue).sum();
		}
		finally {
			ended.come();
		}
	}

	@Override
	public Stream<Long> echo(Stream<Long> numbers) {
		return numbers.peek((number) -> {
			if (number < 0) {
				block();
			}
		});
	}

	@Override
	public Stream<Long> collected(Stream<Long> numbers) {
		return Stream.of(numbers).map((all) -> all.mapToLong(Long::longValue).sum());
	}

	@Override
	public int publishedSum(Flow.Publisher<Integer> numbers) {
		return JdkFlowAdapter.flowPublisherToFlux(numbers).reduce(0, Integer::sum).block();
	}

	@Override
	public CompletableFuture<Long> later(Flux<Long> numbers) {
		return numbers.reduce(0L, Long::sum).toFuture();
	}

	@Override
	public CompletableFuture<Long> laterOfStream(Stream<Long> numbers) {
		return CompletableFuture.completedFuture(sum(numbers));
	}

	@Override
	public CompletableFuture<Long> never(Flux<Long> numbers) {
		listen();
		Moment ended = this.ended;
		CompletableFuture<Long> never = new CompletableFuture<>();
		never.whenComplete((value, failure) -> {
			this.seen.set(failure);
			ended.come();
		});
		numbers.subscribe();
		return never;
	}

	@Override
	public String twice(Flux<Long> numbers) {
		long sum = numbers.reduce(0L, Long::sum).block();
		return sum + " and "
				+ numbers.reduce(0L, Long::sum)
					.map(String::valueOf)
					.onErrorResume((ex) -> Flux.just(ex.getClass().getSimpleName() + ": " + ex.getMessage()).next())
					.block();
	}

	@Override
	public String handsOn(Stream<Long> numbers) {
		Moment ended = this.ended;
		Iterator<Long> elements = numbers.iterator();
		elements.next();
		Thread other = new Thread(() -> {
			try {
				elements.forEachRemaining((number) -> this.produced.incrementAndGet());
			}
			catch (RuntimeException ex) {
				this.seen.set(ex);
			}
			ended.come();
		});
		other.start();
		while (other.getState() != Thread.State.TIMED_WAITING) {
			Thread.onSpinWait();
		}
		return "handed on";
	}

	/** Tells of the calls from here on, and of none before. */
	void begin() {
		this.waits = false;
		this.told = new CountDownLatch(1);
		this.ended = new Moment();
	}

	public void release() {
		this.released.countDown();
	}

	public int produced() {
		return this.produced.get();
	}

	public boolean waits() {
		return this.waits;
	}

	public Throwable seen() {
		return this.seen.get();
	}

	public long endedAt() {
		return this.ended.at();
	}

	public boolean awaitTold() throws InterruptedException {
		return this.told.await(5, TimeUnit.SECONDS);
	}

	public boolean awaitEnded() throws InterruptedException {
		return this.ended.await();
	}

	/** An iterator that holds something. */
	private final class Closeable implements Iterator<String>, AutoCloseable {

		private final Moment ended = QuietBean.this.ended;

		private final Iterator<String> first;

		Closeable(Iterator<String> first) {
			this.first = first;
		}

		@Override
		public boolean hasNext() {
			return true;
		}

		@Override
		public String next() {
			return this.first.hasNext() ? this.first.next() : block();
		}

		@Override
		public void close() {
			this.ended.come();
		}

	}

}
