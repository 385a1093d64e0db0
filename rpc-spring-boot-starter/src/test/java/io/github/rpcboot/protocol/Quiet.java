package io.github.rpcboot.protocol;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import reactor.core.publisher.Flux;

/**
 * The contract of the tests of streams in which somebody says nothing any more.
 */
public interface Quiet {

	Stream<String> stream(int count);

	Iterator<String> iterator(int count);

	Flow.Publisher<String> published(int count);

	Flux<String> slowly(int count);

	Stream<String> many(int count);

	long sum(Stream<Long> numbers);

	Stream<Long> echo(Stream<Long> numbers);

	Stream<Long> collected(Stream<Long> numbers);

	int publishedSum(Flow.Publisher<Integer> numbers);

	CompletableFuture<Long> later(Flux<Long> numbers);

	CompletableFuture<Long> laterOfStream(Stream<Long> numbers);

	CompletableFuture<Long> never(Flux<Long> numbers);

	String twice(Flux<Long> numbers);

	String handsOn(Stream<Long> numbers);

}
