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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.rpcboot.RpcConfigurationException;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.web.multipart.MultipartFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What may not travel in a message, with the path to it and the way out.
 */
class RefusedTypesTests {

	private static final String OUTER = RefusedTypesTests.class.getName();

	private static final String ANY = "says nothing about the value, so any class could be in it.";

	private static final String STREAM = "is a stream. Streams are not supported yet.";

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
		refused(ReturningObject.class, "The type 'java.lang.Object' " + ANY,
				"Declare the concrete type, or 'JsonNode' for free JSON.");
		refused(ReturningSerializable.class, "The type 'java.io.Serializable' " + ANY);
		refused(ReturningComparable.class, "The type 'java.lang.Comparable' " + ANY);
		refused(ReturningCloneable.class, "The type 'java.lang.Cloneable' " + ANY);
		refused(ReturningNumber.class, "The type 'java.lang.Number' does not say which kind of number it is.",
				"Use 'BigDecimal', or the concrete number type.");
	}

	@Test
	void bytesAndFilesAreRefused() {
		refused(ReturningOutputStream.class,
				"The type 'java.io.OutputStream' is an open stream of bytes or characters.");
		refused(ReturningReader.class, "The type 'java.io.Reader' is an open stream");
		refused(ReturningWriter.class, "The type 'java.io.StringWriter' is an open stream");
		refused(ReturningFile.class, "The type 'java.io.File' names a file of one machine only.",
				"Use 'byte[]' for the content, or 'String' for the name.");
		refused(ReturningPath.class, "The type 'java.nio.file.Path' names a file of one machine only.");
	}

	@Test
	void typesOfSpringAndOfTheWebServerAreRefused() {
		refused(ReturningResource.class, "The type 'org.springframework.core.io.Resource' is an open stream");
		refused(ReturningByteArrayResource.class,
				"The type 'org.springframework.core.io.ByteArrayResource' is an open stream");
		refused(ReturningMultipartFile.class,
				"The type 'org.springframework.web.multipart.MultipartFile' is an open stream");
		refused(ReturningResponseEntity.class, "The type 'org.springframework.http.ResponseEntity' belongs to the web "
				+ "server and not into a message.", "Declare the type of the body itself.");
		refused(ReturningHttpEntity.class, "The type 'org.springframework.http.HttpEntity' belongs to the web server");
		refused(ReturningRequest.class, "The type 'jakarta.servlet.http.HttpServletRequest' belongs to the web server");
	}

	@Test
	void codeIsRefused() {
		refused(ReturningClass.class, "The type 'java.lang.Class' " + CODE,
				"Use a record with the data that the other side needs.");
		refused(ReturningClassLoader.class, "The type 'java.net.URLClassLoader' " + CODE);
		refused(ReturningThread.class, "The type 'java.lang.Thread' " + CODE);
		refused(ReturningMethod.class, "The type 'java.lang.reflect.Method' " + CODE);
		refused(ReturningRunnable.class, "The type 'java.lang.Runnable' " + CODE);
		refused(ReturningFunction.class, "The type 'java.util.function.Supplier' is a function and not data.");
	}

	@Test
	void exceptionsAsValuesAreRefused() {
		refused(ReturningThrowable.class,
				"The type 'java.lang.IllegalStateException' is an exception, and exceptions do not travel as values.",
				"Declare it in the throws clause of the method, or use a record with what matters.");
	}

	@Test
	void streamsAreRefused() {
		String wayOut = "Use a 'List', one page at a time if it is long.";
		refused(ReturningStream.class, "The type 'java.util.stream.Stream' " + STREAM, wayOut);
		refused(ReturningIntStream.class, "The type 'java.util.stream.IntStream' " + STREAM);
		refused(ReturningPublisher.class, "The type 'java.util.concurrent.Flow$Publisher' " + STREAM);
		refused(ReturningIterator.class, "The type 'java.util.Iterator' " + STREAM);
		RpcConfigurationException failure = Parsing.failureOf(TakingStream.class);
		assertThat(failure.description()).isEqualTo(
				"The type 'java.util.stream.Stream' " + STREAM + " Found at TakingStream.run(…) -> parameter 'value'.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			org.reactivestreams.Publisher  | interface Publisher<T>     | is a stream. Streams are not supported yet.
			reactor.core.publisher.Mono    | class Mono<T>              | is a reactive type. Reactive types are
			kotlin.coroutines.Continuation | interface Continuation<T>  | belongs to a suspend function.
			com.google.protobuf.MessageLite | interface MessageLite<T>  | is a protobuf message. Protobuf messages are
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
	void futuresAreRefusedExceptAsTheResultItself() {
		String wayOut = "Only a result may be a 'CompletableFuture<T>' or 'CompletionStage<T>', and only itself. "
				+ "Declare the type of the value.";
		refused(ReturningFuture.class, "The type 'java.util.concurrent.Future' is a future.", wayOut);
		refused(ReturningFutureOfFuture.class, "The type 'java.util.concurrent.CompletableFuture' is a future.");
		refused(ReturningListOfFutures.class, "The type 'java.util.concurrent.CompletionStage' is a future.");
		RpcConfigurationException failure = Parsing.failureOf(TakingFuture.class);
		assertThat(failure.description()).isEqualTo("The type 'java.util.concurrent.CompletableFuture' is a future. "
				+ "Found at TakingFuture.run(…) -> parameter 'value'.");
	}

	@Test
	void rawFutureIsRefused() {
		refused(ReturningRawFuture.class,
				"The result 'java.util.concurrent.CompletableFuture' does not say what it will be.",
				"Declare its type, for example 'CompletableFuture<String>'.");
		refused(ReturningRawStage.class, "The result 'java.util.concurrent.CompletionStage' does not say");
	}

	@Test
	void rawTypesAreRefused() {
		refused(ReturningRawList.class, "The type 'java.util.List' is used raw, without its type arguments.",
				"Declare the type argument, for example 'List<String>'.");
		refused(ReturningRawMap.class, "The type 'java.util.Map' is used raw");
		refused(ReturningRawOptional.class, "The type 'java.util.Optional' is used raw");
		refused(ReturningRawBox.class, "The type '" + OUTER + "$Box' is used raw");
		refused(ReturningRawSubclass.class, "The type '" + OUTER + "$RawNames' is used raw");
	}

	@Test
	void unboundedWildcardsAreRefused() {
		refused(ReturningWildcard.class, "The wildcard '?' says nothing about the value.",
				"Declare the type argument, for example 'List<String>'.");
		refused(ReturningSuperWildcard.class, "The wildcard '? super java.lang.String' says nothing");
		RpcConfigurationException failure = Parsing.failureOf(ReturningWildcardBox.class);
		assertThat(failure.description()).endsWith("Found at ReturningWildcardBox.run() -> result -> Box.content.");
		refused(ReturningFutureOfWildcard.class, "The wildcard '?' says nothing");
	}

	@Test
	void unresolvedTypeVariablesAreRefused() {
		RpcConfigurationException failure = Parsing.failureOf(GenericMethod.class);
		assertThat(failure.description()).isEqualTo(
				"The type variable 'T' of 'find' stands for no type. Found at GenericMethod.find(…) -> result.");
		assertThat(failure.action()).isEqualTo("Fix it in an interface that extends the generic one, for example "
				+ "'interface Users extends Crud<User, Long>', or declare a concrete type.");
		assertThat(Parsing.failureOf(RawParent.class).description()).startsWith("The type variable 'T' of 'interface " + OUTER + "$Crud' stands for no type.");
	}

	@Test
	void openPolymorphismIsRefused() {
		refused(ReturningOpen.class, "The type '" + OUTER + "$Open' is open: any implementation could be in it.",
				"Use a record or a concrete class, or make the type sealed and annotate it with "
						+ "@JsonTypeInfo(use = JsonTypeInfo.Id.NAME).");
		refused(ReturningAbstract.class, "The type '" + OUTER + "$AbstractBean' is open");
	}

	@Test
	void sealedTypeWithoutTypeInfoIsRefused() {
		refused(ReturningSealed.class,
				"The type '" + OUTER + "$Sealed' is sealed, but nothing on the wire says which subtype a value is.",
				"Annotate it with @JsonTypeInfo(use = JsonTypeInfo.Id.NAME).");
	}

	@Test
	void unknownSubtypesAreRefused() {
		refused(ReturningUnknownSubtypes.class, "The subtypes of '" + OUTER + "$UnknownSubtypes' are not known.",
				"Name them with @JsonSubTypes, or make the type sealed.");
	}

	@Test
	void classNamesOnTheWireAreRefused() {
		String wayOut = "Use JsonTypeInfo.Id.NAME with @JsonSubTypes or a sealed type.";
		refused(ReturningClassNamed.class, "The type '" + OUTER + "$ClassNamed' is told apart by @JsonTypeInfo(use = "
				+ "CLASS), which could let a caller choose the class.", wayOut);
		refused(ReturningMinimalClass.class,
				"The type '" + OUTER + "$MinimalClass' is told apart by " + "@JsonTypeInfo(use = MINIMAL_CLASS)");
		RpcConfigurationException failure = Parsing.failureOf(ReturningClassNamedProperty.class);
		assertThat(failure.description()).isEqualTo("The type '" + OUTER + "$Animal' is told apart by "
				+ "@JsonTypeInfo(use = CLASS), which could let a caller choose the class. Found at "
				+ "ReturningClassNamedProperty.run() -> result -> ClassNamedProperty.animals -> element.");
	}

	@Test
	void subtypesAreCheckedToo() {
		assertThat(Parsing.failureOf(ReturningBadSubtype.class).description())
			.endsWith("Found at ReturningBadSubtype.run() -> result -> subtype BadSubtype -> BadSubtype.value.");
	}

	@Test
	void argumentsOfGenericSubtypesAreChecked() {
		assertThat(Parsing.failureOf(ReturningBadAnswer.class).description())
			.endsWith("Found at ReturningBadAnswer.run() -> result -> subtype Found -> Found.value.");
	}

	@Test
	void keysThatAreNoScalarsAreRefused() {
		refused(ObjectKey.class, "The type 'java.lang.Object' cannot be the key of a map.",
				"Use String, an enum, a number, UUID or a type of java.time as the key, or a list of records.");
		refused(RecordKey.class, "The type '" + OUTER + "$Point' cannot be the key of a map.");
		refused(ListKey.class, "The type 'java.util.List<java.lang.String>' cannot be the key of a map.");
		refused(WildcardKey.class, "The wildcard '?' says nothing about the value.");
	}

	@Test
	void typesOfTheJdkWithoutAJsonFormAreRefused() {
		String wayOut = "Use a type of plain data: a record, a scalar such as String or long, 'List', 'Set' or 'Map'.";
		refused(ReturningRandom.class, "The type 'java.util.Random' has no JSON form.", wayOut);
		refused(ReturningBlockingQueue.class, "The type 'java.util.concurrent.BlockingQueue' has no JSON form.");
		refused(ReturningOpenList.class, "The type '" + OUTER + "$OpenList' has no JSON form.");
		refused(ReturningRecord.class, "The type 'java.lang.Record' has no JSON form.");
	}

	@Test
	void innerClassIsRefused() {
		refused(ReturningInner.class, "The type '" + OUTER + "$Inner' is an inner class.", "Declare it static.");
	}

	@Test
	void classThatCannotBeMadeIsRefused() {
		refused(ReturningUnmakeable.class, "Jackson cannot make a '" + OUTER + "$Unmakeable' from JSON.",
				"Make it a record, give it a constructor without parameters, or annotate one with @JsonCreator.");
	}

	@Test
	void jsonValueAndAnyGetterAreChecked() {
		assertThat(Parsing.failureOf(ReturningBadValue.class).description())
			.endsWith("Found at ReturningBadValue.run() -> result -> BadValue.anything.");
		assertThat(Parsing.failureOf(ReturningBadAny.class).description())
			.endsWith("Found at ReturningBadAny.run() -> result -> BadAny.* -> value.");
	}

	@Test
	void settersAreCheckedToo() {
		assertThat(Parsing.failureOf(TakingBadSetter.class).description()).startsWith("The type 'java.io.InputStream'")
			.endsWith("BadSetter.content.");
	}

	@Test
	void genericTypeThatGrowsWithoutEndIsRefused() {
		RpcConfigurationException failure = Parsing.failureOf(ReturningGrowing.class);
		assertThat(failure.description()).startsWith(
				"The type '" + OUTER + "$Growing' nests without end. Found at ReturningGrowing.run() -> result");
		assertThat(failure.action())
			.isEqualTo("Do not let a generic type hold itself with ever larger type arguments.");
	}

	@Test
	void genericBeanThatGrowsWithoutEndIsRefused() {
		assertThat(Parsing.failureOf(ReturningGrowingBean.class).description())
			.startsWith("The type '" + OUTER + "$GrowingBean' nests without end.");
	}

	@Test
	void classThatJacksonRefusesIsRefusedWithItsReason() {
		assertThat(Parsing.failureOf(ReturningConflict.class).description())
			.startsWith("Jackson refuses the type '" + OUTER + "$Conflict': ")
			.endsWith(" Found at ReturningConflict.run() -> result.");
	}

	private static void refused(Class<?> contract, String description) {
		assertThat(Parsing.failureOf(contract).description()).startsWith(description)
			.contains(" Found at " + contract.getSimpleName() + ".run() -> ");
	}

	private static void refused(Class<?> contract, String description, String action) {
		refused(contract, description);
		assertThat(Parsing.failureOf(contract).action()).isEqualTo(action);
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

	interface ReturningObject {

		Object run();

	}

	interface ReturningSerializable {

		Serializable run();

	}

	interface ReturningComparable {

		Comparable<String> run();

	}

	interface ReturningCloneable {

		Cloneable run();

	}

	interface ReturningNumber {

		Number run();

	}

	interface ReturningOutputStream {

		OutputStream run();

	}

	interface ReturningReader {

		Reader run();

	}

	interface ReturningWriter {

		StringWriter run();

	}

	interface ReturningFile {

		File run();

	}

	interface ReturningPath {

		Path run();

	}

	interface ReturningResource {

		Resource run();

	}

	interface ReturningByteArrayResource {

		ByteArrayResource run();

	}

	interface ReturningMultipartFile {

		MultipartFile run();

	}

	interface ReturningResponseEntity {

		ResponseEntity<String> run();

	}

	interface ReturningHttpEntity {

		HttpEntity<String> run();

	}

	interface ReturningRequest {

		HttpServletRequest run();

	}

	interface ReturningClass {

		Class<?> run();

	}

	interface ReturningClassLoader {

		URLClassLoader run();

	}

	interface ReturningThread {

		Thread run();

	}

	interface ReturningMethod {

		Method run();

	}

	interface ReturningRunnable {

		Runnable run();

	}

	interface ReturningFunction {

		Supplier<String> run();

	}

	interface ReturningThrowable {

		IllegalStateException run();

	}

	interface ReturningStream {

		Stream<String> run();

	}

	interface ReturningIntStream {

		IntStream run();

	}

	interface ReturningPublisher {

		Flow.Publisher<String> run();

	}

	interface ReturningIterator {

		Iterator<String> run();

	}

	interface ReturningFuture {

		Future<String> run();

	}

	interface ReturningFutureOfFuture {

		CompletableFuture<CompletableFuture<String>> run();

	}

	interface ReturningListOfFutures {

		List<CompletionStage<String>> run();

	}

	@SuppressWarnings("rawtypes")
	interface ReturningRawFuture {

		CompletableFuture run();

	}

	@SuppressWarnings("rawtypes")
	interface ReturningRawStage {

		CompletionStage run();

	}

	@SuppressWarnings("rawtypes")
	interface ReturningRawList {

		List run();

	}

	@SuppressWarnings("rawtypes")
	interface ReturningRawMap {

		Map run();

	}

	@SuppressWarnings("rawtypes")
	interface ReturningRawOptional {

		Optional run();

	}

	@SuppressWarnings("rawtypes")
	interface ReturningRawBox {

		Box run();

	}

	interface ReturningRawSubclass {

		RawNames run();

	}

	interface ReturningWildcard {

		List<?> run();

	}

	interface ReturningSuperWildcard {

		List<? super String> run();

	}

	interface ReturningWildcardBox {

		Box<?> run();

	}

	interface ReturningFutureOfWildcard {

		CompletableFuture<?> run();

	}

	interface ReturningOpen {

		Open run();

	}

	interface ReturningAbstract {

		AbstractBean run();

	}

	interface ReturningSealed {

		Sealed run();

	}

	interface ReturningUnknownSubtypes {

		UnknownSubtypes run();

	}

	interface ReturningClassNamed {

		ClassNamed run();

	}

	interface ReturningMinimalClass {

		MinimalClass run();

	}

	interface ReturningClassNamedProperty {

		ClassNamedProperty run();

	}

	interface ReturningBadSubtype {

		WithBadSubtype run();

	}

	interface ReturningBadAnswer {

		Answer<Object> run();

	}

	interface ObjectKey {

		Map<Object, String> run();

	}

	interface RecordKey {

		Map<Point, String> run();

	}

	interface ListKey {

		Map<List<String>, String> run();

	}

	interface WildcardKey {

		Map<?, String> run();

	}

	interface ReturningRandom {

		Random run();

	}

	interface ReturningOpenList {

		OpenList run();

	}

	interface ReturningRecord {

		Record run();

	}

	interface ReturningInner {

		Inner run();

	}

	interface ReturningUnmakeable {

		Unmakeable run();

	}

	interface ReturningBadValue {

		BadValue run();

	}

	interface ReturningBadAny {

		BadAny run();

	}

	interface ReturningGrowing {

		Growing<String> run();

	}

	interface ReturningGrowingBean {

		GrowingBean<String> run();

	}

	interface ReturningBlockingQueue {

		BlockingQueue<String> run();

	}

	interface ReturningConflict {

		Conflict run();

	}

	record Box<T>(T content) {
	}

	record Point(int x, int y) {
	}

	@SuppressWarnings("rawtypes")
	static class RawNames extends ArrayList {

	}

	interface GenericMethod {

		<T> T find(String name);

	}

	interface Crud<T> {

		T find(long id);

	}

	@SuppressWarnings("rawtypes")
	interface RawParent extends Crud {

	}

	interface TakingStream {

		void run(Stream<String> value);

	}

	interface TakingFuture {

		void run(CompletableFuture<String> value);

	}

	interface Open {

		String getName();

	}

	abstract static class AbstractBean {

		public String name = "";

	}

	sealed interface Sealed permits SealedOne {

	}

	record SealedOne(int value) implements Sealed {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	interface UnknownSubtypes {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
	sealed interface ClassNamed permits ClassNamedOne {

	}

	record ClassNamedOne(int value) implements ClassNamed {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
	static class MinimalClass {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	sealed interface Animal permits Dog {

	}

	record Dog(String name) implements Animal {
	}

	record ClassNamedProperty(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) List<Animal> animals) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	sealed interface WithBadSubtype permits BadSubtype {

	}

	record BadSubtype(Object value) implements WithBadSubtype {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	sealed interface Answer<T> permits Found {

	}

	record Found<T>(T value) implements Answer<T> {
	}

	abstract static class OpenList extends ArrayList<String> implements BlockingQueue<String> {

	}

	class Inner {

		public String name = "";

	}

	static final class Unmakeable {

		private Unmakeable(int number) {
		}

		public String getName() {
			return "";
		}

	}

	record BadValue(@JsonValue Object anything) {
	}

	static class BadAny {

		public String name = "";

		@JsonAnyGetter
		public Map<String, Object> others() {
			return Map.of();
		}

	}

	static class BadSetter {

		public String getContent() {
			return "";
		}

		public void setContent(InputStream content) {
		}

	}

	interface TakingBadSetter {

		void run(BadSetter value);

	}

	record Growing<T>(T value, Optional<Growing<List<T>>> next) {
	}

	static class Conflict {

		@JsonProperty("name")
		public String getOne() {
			return "";
		}

		@JsonProperty("name")
		public String getOther() {
			return "";
		}

	}

	static class GrowingBean<T> {

		public T value;

		public GrowingBean<List<T>> next;

	}

}
