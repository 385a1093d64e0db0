package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;

import org.springframework.context.annotation.Import;

/**
 * Serves streams and reads them, in a class loader that knows nothing of Reactor.
 */
public final class WithoutReactorApplication implements Callable<List<String>> {

	@Override
	public List<String> call() throws Exception {
		List<String> said = new ArrayList<>();
		try (RunningApplication application = RunningApplication.web(Both.class,
				"rpc.endpoints.numbers=inprocess://local")) {
			Numbers numbers = application.bean(Reader.class).numbers();
			said.add("stream " + numbers.stream(3).toList());
			List<Integer> all = new ArrayList<>();
			numbers.iterator(3).forEachRemaining(all::add);
			said.add("iterator " + all);
			said.add("publisher " + Collecting.all(numbers.published(3)));
			said.add("sum " + numbers.sum(LongStream.rangeClosed(1, 10).boxed()));
			said.add("http " + lines(application));
		}
		return said;
	}

	private static String lines(RunningApplication application) throws IOException {
		return application.post("/rpc/Numbers/published", "{\"end\":2}", "accept", "application/x-ndjson")
			.body()
			.replace('\n', ' ')
			.strip();
	}

	interface Numbers {

		Stream<Integer> stream(int end);

		Iterator<Integer> iterator(int end);

		Flow.Publisher<Integer> published(int end);

		long sum(Stream<Long> numbers);

	}

	@RemoteService
	static class NumbersBean implements Numbers {

		@Override
		public Stream<Integer> stream(int end) {
			return IntStream.range(0, end).boxed();
		}

		@Override
		public Iterator<Integer> iterator(int end) {
			return stream(end).iterator();
		}

		@Override
		public Flow.Publisher<Integer> published(int end) {
			return (subscriber) -> {
				SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(Runnable::run, 16);
				publisher.subscribe(subscriber);
				IntStream.range(0, end).forEach(publisher::submit);
				publisher.close();
			};
		}

		@Override
		public long sum(Stream<Long> numbers) {
			return numbers.mapToLong(Long::longValue).sum();
		}

	}

	/** Asks for everything. */
	private static final class Collecting<T> implements Flow.Subscriber<T> {

		private final List<T> elements = new ArrayList<>();

		private final CompletableFuture<List<T>> all = new CompletableFuture<>();

		static <T> List<T> all(Flow.Publisher<T> publisher) throws Exception {
			Collecting<T> collecting = new Collecting<>();
			publisher.subscribe(collecting);
			return collecting.all.get(10, TimeUnit.SECONDS);
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(T element) {
			this.elements.add(element);
		}

		@Override
		public void onError(Throwable failure) {
			this.all.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			this.all.complete(this.elements);
		}

	}

	record Reader(@RemoteReference("numbers") Numbers numbers) {
	}

	@Auto
	@Import({ NumbersBean.class, Reader.class })
	static class Both {

	}

}
