package io.github.rpcboot.protocol;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import reactor.core.publisher.Flux;

/**
 * The contract of the tests in which a caller goes while nobody says anything.
 */
interface Talk {

	Stream<String> held();

	Flow.Publisher<String> silent();

	Flow.Publisher<String> muffled();

	Flux<String> slowly(int millis);

	Flux<String> ends(int millis);

	CompletableFuture<String> never(Stream<String> words);

	String joined(Stream<String> words);

}
