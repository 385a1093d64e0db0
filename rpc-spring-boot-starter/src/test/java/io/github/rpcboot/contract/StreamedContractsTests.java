package io.github.rpcboot.contract;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import io.github.rpcboot.RpcConfigurationException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams in contracts: what they are, and where they may stand.
 */
class StreamedContractsTests {

	private static final ServiceContract CONTRACT = Parsing.parse(Fine.class);

	private static MethodContract method(String name) {
		MethodContract method = CONTRACT.method(name);
		assertThat(method).isNotNull();
		return method;
	}

	@Test
	void aResultThatIsAStreamIsOneOfItsElements() {
		assertThat(method("words").responseStream()).isEqualTo(StreamType.STREAM);
		assertThat(method("words").requestStream()).isNull();
		assertThat(method("words").hasStreams()).isTrue();
		assertThat(method("words").resultType().getTypeName()).contains("java.lang.String");
		assertThat(method("words").isResultTheMessage()).isFalse();
		assertThat(method("words").isAsync()).isFalse();
		assertThat(method("people").isResultTheMessage()).isTrue();
		assertThat(method("people").responseStream()).isEqualTo(StreamType.ITERATOR);
		assertThat(method("lists").responseStream()).isEqualTo(StreamType.PUBLISHER);
		assertThat(method("flux").responseStream()).isEqualTo(StreamType.FLUX);
		assertThat(method("inherited").responseStream()).isEqualTo(StreamType.STREAM);
	}

	@Test
	void aParameterThatIsAStreamIsOneOfItsElements() {
		assertThat(method("sum").requestStream()).isEqualTo(StreamType.STREAM);
		assertThat(method("sum").parameterNames()).containsExactly("numbers");
		assertThat(method("sum").isParameterTheMessage()).isFalse();
		assertThat(method("meet").isParameterTheMessage()).isTrue();
		assertThat(method("meet").parameterCount()).isEqualTo(1);
		assertThat(method("meet").isAsync()).isTrue();
		assertThat(method("both").requestStream()).isEqualTo(StreamType.FLUX);
		assertThat(method("both").responseStream()).isEqualTo(StreamType.ITERATOR);
	}

	@Test
	void aMethodWithoutStreamsHasNone() {
		assertThat(method("plain").hasStreams()).isFalse();
		assertThat(MethodContract.unknown("A", "b").hasStreams()).isFalse();
	}

	@Test
	void aStreamMustBeTheOnlyParameter() {
		RpcConfigurationException failure = Parsing.failureOf(Two.class);
		assertThat(failure.description()).isEqualTo(
				"'send' takes a stream and other parameters. Found at " + Two.class.getSimpleName() + ".send(…).");
		assertThat(failure.action())
			.isEqualTo("Take the stream as the only parameter, and let its first element tell what the others would.");
	}

	@Test
	void rawStreamsAreRefused() {
		RpcConfigurationException failure = Parsing.failureOf(Raw.class);
		assertThat(failure.description()).startsWith(
				"The stream 'java.util.stream.Stream' does not say what it consists of. Found at Raw.words() -> result.");
		assertThat(failure.action()).isEqualTo("Declare its type, for example 'Stream<String>'.");
	}

	@Test
	void streamsWithinOtherTypesAreRefusedWithTheirPath() {
		assertThat(Parsing.failureOf(Nested.class).description())
			.isEqualTo("The type 'java.util.stream.Stream' is a stream and not a value."
					+ " Found at Nested.words() -> result -> element.");
		assertThat(Parsing.failureOf(InFuture.class).description()).startsWith("The type 'java.util.stream.Stream'");
		assertThat(Parsing.failureOf(OfMono.class).description())
			.startsWith("The type 'reactor.core.publisher.Mono' is a reactive type.");
	}

	@Test
	void elementsKeepToTheRulesOfAllMessages() {
		assertThat(Parsing.failureOf(OfObjects.class).description())
			.startsWith("The type 'java.lang.Object' says nothing about the value")
			.endsWith("Found at OfObjects.all() -> result -> element.");
		assertThat(Parsing.failureOf(Wild.class).description()).startsWith("The wildcard '?'");
	}

	record Person(String name) {
	}

	interface Parent<T> {

		Stream<T> inherited();

	}

	interface Fine extends Parent<Person> {

		Stream<String> words(int count);

		Iterator<Person> people();

		Flow.Publisher<List<String>> lists();

		Flux<Person> flux();

		long sum(Stream<Long> numbers);

		CompletableFuture<String> meet(Flow.Publisher<Person> people);

		Iterator<String> both(Flux<String> words);

		String plain();

	}

	interface Two {

		void send(String name, Stream<String> words);

	}

	@SuppressWarnings("rawtypes")
	interface Raw {

		Stream words();

	}

	interface Nested {

		Stream<Stream<String>> words();

	}

	interface InFuture {

		CompletableFuture<Stream<String>> words();

	}

	interface OfMono {

		Stream<Mono<String>> words();

	}

	interface OfObjects {

		Stream<Object> all();

	}

	interface Wild {

		Stream<?> all();

	}

}
