package io.github.rpcboot.protocol;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteMethod;
import io.github.rpcboot.protocol.Probe.Item;
import io.github.rpcboot.protocol.Probe.OutOfStock;
import reactor.core.publisher.Flux;

/**
 * The contract of the tests of streams.
 */
public interface Flows {

	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	Stream<String> words(int count);

	Stream<Item> items(int count);

	Iterator<Integer> numbers(int count);

	Flow.Publisher<String> published(int count);

	Flux<String> flux(int count);

	Stream<String> failing(int after);

	Stream<String> soldOut(int after) throws OutOfStock;

	Stream<String> breaking(int after);

	Stream<String> endless();

	Flow.Publisher<String> endlesslyPublished();

	Stream<String> hangAfter(int count);

	Stream<String> sized(int length);

	Stream<String> nothing();

	long sum(Stream<Long> numbers);

	int amounts(Iterator<Item> items) throws OutOfStock;

	int publishedLengths(Flow.Publisher<String> texts);

	CompletableFuture<Integer> later(Flux<String> texts);

	String first(Stream<String> texts);

	Stream<String> echo(Stream<String> texts);

	/** A call of the other kind, to see that the connection is fine. */
	String hello(String name);

}
