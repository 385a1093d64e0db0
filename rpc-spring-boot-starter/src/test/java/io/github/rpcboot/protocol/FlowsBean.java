package io.github.rpcboot.protocol;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.protocol.Probe.Item;
import io.github.rpcboot.protocol.Probe.OutOfStock;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/**
 * The bean behind {@link Flows}. What hangs, hangs until {@link #release()}.
 */
public final class FlowsBean implements Flows {

	private final CountDownLatch released = new CountDownLatch(1);

	private volatile CountDownLatch canceled = new CountDownLatch(1);

	private volatile CountDownLatch closed = new CountDownLatch(1);

	private final AtomicInteger produced = new AtomicInteger();

	private volatile RpcContext context;

	@Override
	public Stream<String> words(int count) {
		this.context = RpcContext.current();
		return IntStream.range(0, count).mapToObj((i) -> "word " + i).onClose(this.closed::countDown);
	}

	@Override
	public Stream<Item> items(int count) {
		return IntStream.range(0, count).mapToObj((i) -> Item.example());
	}

	@Override
	public Iterator<Integer> numbers(int count) {
		return IntStream.range(0, count).iterator();
	}

	@Override
	public Flow.Publisher<String> published(int count) {
		return JdkFlowAdapter.publisherToFlowPublisher(flux(count));
	}

	@Override
	public Flux<String> flux(int count) {
		return Flux.range(0, count).map((i) -> "word " + i);
	}

	@Override
	public Stream<String> failing(int after) {
		return Stream.concat(words(after), Stream.generate(() -> {
			throw new RpcException(RpcStatus.NOT_FOUND, "No more after " + after + ".");
		}));
	}

	@Override
	public Stream<String> soldOut(int after) throws OutOfStock {
		if (after == 0) {
			throw new OutOfStock("At once", "A-1", 7);
		}
		return Stream.concat(words(after), Stream.generate(() -> {
			throw FlowsBean.<RuntimeException>asItIs(new OutOfStock("In the middle", "A-1", 7));
		}));
	}

	@SuppressWarnings("unchecked")
	private static <E extends Throwable> RuntimeException asItIs(Throwable thrown) throws E {
		throw (E) thrown;
	}

	@Override
	public Stream<String> breaking(int after) {
		return Stream.concat(words(after), Stream.generate(() -> {
			throw new IllegalStateException("jdbc:hunter2");
		}));
	}

	@Override
	public Stream<String> endless() {
		this.context = RpcContext.current();
		this.context.cancellation().onCancel(this.canceled::countDown);
		return Stream.generate(() -> "x".repeat(1000) + this.produced.incrementAndGet())
			.onClose(this.closed::countDown);
	}

	@Override
	public Flow.Publisher<String> endlesslyPublished() {
		return JdkFlowAdapter.publisherToFlowPublisher(Flux.<String>generate((sink) -> {
			this.produced.incrementAndGet();
			sink.next("x".repeat(1000));
		}).doOnCancel(this.closed::countDown));
	}

	@Override
	public Stream<String> hangAfter(int count) {
		this.context = RpcContext.current();
		this.context.cancellation().onCancel(this.canceled::countDown);
		return Stream.concat(words(count), Stream.generate(this::late));
	}

	private String late() {
		try {
			this.released.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("A handler is never interrupted", ex);
		}
		return "late";
	}

	@Override
	public Stream<String> sized(int length) {
		return Stream.of("first", "x".repeat(length), "last");
	}

	@Override
	public Stream<String> nothing() {
		return null;
	}

	@Override
	public long sum(Stream<Long> numbers) {
		this.context = RpcContext.current();
		return numbers.peek((number) -> this.produced.incrementAndGet()).mapToLong(Long::longValue).sum();
	}

	@Override
	public int amounts(Iterator<Item> items) throws OutOfStock {
		int sum = 0;
		while (items.hasNext()) {
			Item item = items.next();
			if (item.amount() < 0) {
				throw new OutOfStock("Less than nothing", item.name(), item.amount());
			}
			sum += item.amount();
		}
		return sum;
	}

	@Override
	public int publishedLengths(Flow.Publisher<String> texts) {
		return JdkFlowAdapter.flowPublisherToFlux(texts).map(String::length).reduce(0, Integer::sum).block();
	}

	@Override
	public CompletableFuture<Integer> later(Flux<String> texts) {
		return texts.map(String::length).reduce(0, Integer::sum).toFuture();
	}

	@Override
	public String first(Stream<String> texts) {
		return texts.findFirst().orElse("none");
	}

	@Override
	public Stream<String> echo(Stream<String> texts) {
		return texts.map((text) -> text.equals("hang") ? late() : "echo " + text);
	}

	@Override
	public String hello(String name) {
		return "Hello " + name;
	}

	/** Tells of the calls from here on, and of none before. */
	public void begin() {
		this.canceled = new CountDownLatch(1);
		this.closed = new CountDownLatch(1);
	}

	public void release() {
		this.released.countDown();
	}

	public int produced() {
		return this.produced.get();
	}

	public RpcContext context() {
		return this.context;
	}

	public boolean awaitClosed() throws InterruptedException {
		return this.closed.await(5, TimeUnit.SECONDS);
	}

	public boolean awaitCanceled() throws InterruptedException {
		return this.canceled.await(5, TimeUnit.SECONDS);
	}

}
