package io.github.rpcboot.contract;

import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Serializable;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.rpcboot.RpcConfigurationException;
import io.grpc.health.v1.HealthCheckRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.web.multipart.MultipartFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The types that may not travel in a message whatever they hold, with the path to them
 * and the way out.
 */
class RefusedTypesTests {

	private static final String ANY = "says nothing about the value, so any class could be in it.";

	private static final String STREAM = "is a stream and not a value.";

	private static final String CODE = "stands for code or for the running machine and not for data.";

	@Test
	void pathLeadsToTheType() {
		RpcConfigurationException failure = Parsing.failureOf(Orders.class);
		assertThat(failure.description()).isEqualTo("The type 'java.io.InputStream' is an open stream of bytes or "
				+ "characters. Found at Orders.find(…) -> result -> Order.items -> element -> Item.picture -> value.");
		assertThat(failure.action()).isEqualTo("Use 'byte[]' or 'String'.");
	}

	@Test
	void pathStartsAtTheParameter() {
		assertThat(Parsing.failureOf(Saving.class).description()).endsWith(
				"Found at Saving.save(…) -> parameter 'order' -> Order.items -> element -> Item.picture -> value.");
	}

	@Test
	void openTypesAreRefused() {
		Parsing.refused(Object.class, "The type 'java.lang.Object' " + ANY,
				"Declare the concrete type, or 'JsonNode' for free JSON.");
		Parsing.refused(Serializable.class, "The type 'java.io.Serializable' " + ANY);
		Parsing.refused(new TypeReference<Comparable<String>>() {
		}, "The type 'java.lang.Comparable' " + ANY);
		Parsing.refused(Cloneable.class, "The type 'java.lang.Cloneable' " + ANY);
		Parsing.refused(Number.class, "The type 'java.lang.Number' does not say which kind of number it is.",
				"Use 'BigDecimal', or the concrete number type.");
	}

	@Test
	void bytesAndFilesAreRefused() {
		Parsing.refused(OutputStream.class,
				"The type 'java.io.OutputStream' is an open stream of bytes or characters.");
		Parsing.refused(Reader.class, "The type 'java.io.Reader' is an open stream");
		Parsing.refused(StringWriter.class, "The type 'java.io.StringWriter' is an open stream");
		Parsing.refused(File.class, "The type 'java.io.File' names a file of one machine only.",
				"Use 'byte[]' for the content, or 'String' for the name.");
		Parsing.refused(Path.class, "The type 'java.nio.file.Path' names a file of one machine only.");
	}

	@Test
	void typesOfSpringAndOfTheWebServerAreRefused() {
		Parsing.refused(Resource.class, "The type 'org.springframework.core.io.Resource' is an open stream");
		Parsing.refused(ByteArrayResource.class,
				"The type 'org.springframework.core.io.ByteArrayResource' is an open stream");
		Parsing.refused(MultipartFile.class,
				"The type 'org.springframework.web.multipart.MultipartFile' is an open stream");
		Parsing.refused(new TypeReference<ResponseEntity<String>>() {
		}, "The type 'org.springframework.http.ResponseEntity' belongs to the web " + "server and not into a message.",
				"Declare the type of the body itself.");
		Parsing.refused(new TypeReference<HttpEntity<String>>() {
		}, "The type 'org.springframework.http.HttpEntity' belongs to the web server");
		Parsing.refused(HttpServletRequest.class,
				"The type 'jakarta.servlet.http.HttpServletRequest' belongs to the web server");
	}

	@Test
	void codeIsRefused() {
		Parsing.refused(new TypeReference<Class<?>>() {
		}, "The type 'java.lang.Class' " + CODE, "Use a record with the data that the other side needs.");
		Parsing.refused(URLClassLoader.class, "The type 'java.net.URLClassLoader' " + CODE);
		Parsing.refused(Thread.class, "The type 'java.lang.Thread' " + CODE);
		Parsing.refused(Method.class, "The type 'java.lang.reflect.Method' " + CODE);
		Parsing.refused(Runnable.class, "The type 'java.lang.Runnable' " + CODE);
		Parsing.refused(new TypeReference<Supplier<String>>() {
		}, "The type 'java.util.function.Supplier' is a function and not data.");
	}

	@Test
	void exceptionsAsValuesAreRefused() {
		Parsing.refused(IllegalStateException.class,
				"The type 'java.lang.IllegalStateException' is an exception, and exceptions do not travel as values.",
				"Declare it in the throws clause of the method, or use a record with what matters.");
	}

	@Test
	void streamsAreRefused() {
		String wayOut = "Only a result or the only parameter may be a 'Stream<T>', 'Iterator<T>', "
				+ "'Flow.Publisher<T>' or 'Flux<T>', and only itself. Elsewhere use a 'List'.";
		Parsing.refused(new TypeReference<Stream<String>>() {
		}, "The type 'java.util.stream.Stream' " + STREAM, wayOut);
		Parsing.refused(IntStream.class, "The type 'java.util.stream.IntStream' " + STREAM);
		Parsing.refused(new TypeReference<Flow.Publisher<String>>() {
		}, "The type 'java.util.concurrent.Flow$Publisher' " + STREAM);
		Parsing.refused(new TypeReference<Iterator<String>>() {
		}, "The type 'java.util.Iterator' " + STREAM);
		RpcConfigurationException failure = Parsing.failureOf(TakingStream.class);
		assertThat(failure.description()).isEqualTo("The type 'java.util.stream.Stream' " + STREAM
				+ " Found at TakingStream.run(…) -> parameter 'value' -> element.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			org.reactivestreams.Publisher  | interface Publisher<T>     | is a stream and not a value.
			reactor.core.publisher.Mono    | class Mono<T>              | is a reactive type. Reactive types are
			kotlin.coroutines.Continuation | interface Continuation<T>  | belongs to a suspend function.
			""")
	void typesOfLibrariesThatNeedNotBeThereAreRefused(String name, String declaration, String expected,
			@TempDir Path directory) throws Exception {
		RuntimeCompiler compiler = new RuntimeCompiler(directory).withParameterNames()
			.source(name, "public " + declaration + " { }")
			.source("probe.Contract", "public interface Contract { void run(" + name + "<String> value); }");
		try (URLClassLoader loader = compiler.compile()) {
			assertThat(Parsing.failureOf(loader.loadClass("probe.Contract")).description())
				.startsWith("The type '" + name + "' " + expected);
		}
	}

	@Test
	void messagesThatProtobufHasGeneratedAreNoPartsOfOthers() {
		String problem = "The type 'io.grpc.health.v1.HealthCheckRequest' is a protobuf message, and no part of another "
				+ "message.";
		assertThat(Parsing.failureOf(GeneratedWithin.class).description()).startsWith(problem);
		assertThat(Parsing.failureOf(GeneratedBeside.class).description()).startsWith(problem);
		assertThat(Parsing.failureOf(GeneratedWithin.class).action()).isEqualTo(
				"Make it the only parameter or the result of a method, or use a record with the data that the other "
						+ "side needs.");
		assertThat(Parsing.failureOf(WellKnown.class).description())
			.startsWith("The type 'com.google.protobuf.StringValue' is a protobuf message");
		assertThat(Parsing.failureOf(HalfGenerated.class).description())
			.startsWith("'run' has a protobuf message on one side and a Java type on the other.");
		assertThat(Parsing.failureOf(HalfGenerated.class).action())
			.isEqualTo("Let parameter and result both be protobuf messages, or leave one of them out.");
	}

	interface GeneratedWithin {

		void run(List<HealthCheckRequest> value);

	}

	interface GeneratedBeside {

		void run(HealthCheckRequest value, String other);

	}

	interface HalfGenerated {

		String run(HealthCheckRequest value);

	}

	interface WellKnown {

		void run(com.google.protobuf.StringValue value);

	}

	@Test
	void futuresAreRefusedExceptAsTheResultItself() {
		String wayOut = "Only a result may be a 'CompletableFuture<T>' or 'CompletionStage<T>', and only itself. "
				+ "Declare the type of the value.";
		Parsing.refused(new TypeReference<Future<String>>() {
		}, "The type 'java.util.concurrent.Future' is a future.", wayOut);
		Parsing.refused(new TypeReference<CompletableFuture<CompletableFuture<String>>>() {
		}, "The type 'java.util.concurrent.CompletableFuture' is a future.");
		Parsing.refused(new TypeReference<List<CompletionStage<String>>>() {
		}, "The type 'java.util.concurrent.CompletionStage' is a future.");
		RpcConfigurationException failure = Parsing.failureOf(TakingFuture.class);
		assertThat(failure.description()).isEqualTo("The type 'java.util.concurrent.CompletableFuture' is a future. "
				+ "Found at TakingFuture.run(…) -> parameter 'value'.");
	}

	@Test
	void rawFutureIsRefused() {
		RpcConfigurationException failure = Parsing.failureOf(RawFuture.class);
		assertThat(failure.description()).isEqualTo("The result 'java.util.concurrent.CompletableFuture' does not say "
				+ "what it will be. Found at RawFuture.run() -> result.");
		assertThat(failure.action()).isEqualTo("Declare its type, for example 'CompletableFuture<String>'.");
	}

	interface Orders {

		Order find(long id);

	}

	interface Saving {

		void save(Order order);

	}

	record Order(long id, List<Item> items) {
	}

	record Item(String name, Optional<InputStream> picture) {
	}

	interface TakingStream {

		void run(List<Stream<String>> value);

	}

	interface TakingFuture {

		void run(CompletableFuture<String> value);

	}

	interface RawFuture {

		@SuppressWarnings("rawtypes")
		CompletableFuture run();

	}

}
