package io.github.rpcboot.contract;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.rpcboot.RpcConfigurationException;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The types that do not say which values they hold, or that Jackson cannot handle.
 */
class OpenTypesTests {

	private static final String OUTER = OpenTypesTests.class.getName();

	@Test
	void rawTypesAreRefused() {
		Parsing.refused(List.class, "The type 'java.util.List' is used raw, without its type arguments.",
				"Declare the type argument, for example 'List<String>'.");
		Parsing.refused(Map.class, "The type 'java.util.Map' is used raw");
		Parsing.refused(Optional.class, "The type 'java.util.Optional' is used raw");
		Parsing.refused(Box.class, "The type '" + OUTER + "$Box' is used raw");
		Parsing.refused(RawNames.class, "The type '" + OUTER + "$RawNames' is used raw");
	}

	@Test
	void unboundedWildcardsAreRefused() {
		Parsing.refused(new TypeReference<List<?>>() {
		}, "The wildcard '?' says nothing about the value.", "Declare the type argument, for example 'List<String>'.");
		Parsing.refused(new TypeReference<List<? super String>>() {
		}, "The wildcard '? super java.lang.String' says nothing");
		RpcConfigurationException failure = Parsing.failureOfType(new TypeReference<Box<?>>() {
		});
		assertThat(failure.description()).endsWith("Found at Contract.run() -> result -> Box.content.");
		assertThat(Parsing.failureOf(FutureOfWildcard.class).description())
			.isEqualTo("The wildcard '?' says nothing about the value. Found at FutureOfWildcard.run() -> result.");
	}

	@Test
	void unresolvedTypeVariablesAreRefused() {
		RpcConfigurationException failure = Parsing.failureOf(GenericMethod.class);
		assertThat(failure.description())
			.isEqualTo("The type variable 'T' of 'find' stands for no type. Found at GenericMethod.find(…) -> result.");
		assertThat(failure.action()).isEqualTo("Fix it in an interface that extends the generic one, for example "
				+ "'interface Users extends Crud<User, Long>', or declare a concrete type.");
		assertThat(Parsing.failureOf(RawParent.class).description())
			.startsWith("The type variable 'T' of 'interface " + OUTER + "$Crud' stands for no type.");
	}

	@Test
	void openPolymorphismIsRefused() {
		Parsing.refused(Open.class, "The type '" + OUTER + "$Open' is open: any implementation could be in it.",
				"Use a record or a concrete class, or make the type sealed and annotate it with "
						+ "@JsonTypeInfo(use = JsonTypeInfo.Id.NAME).");
		Parsing.refused(AbstractBean.class, "The type '" + OUTER + "$AbstractBean' is open");
	}

	@Test
	void sealedTypeWithoutTypeInfoIsRefused() {
		Parsing.refused(Sealed.class,
				"The type '" + OUTER + "$Sealed' is sealed, but nothing on the wire says which subtype a value is.",
				"Annotate it with @JsonTypeInfo(use = JsonTypeInfo.Id.NAME).");
	}

	@Test
	void unknownSubtypesAreRefused() {
		Parsing.refused(UnknownSubtypes.class, "The subtypes of '" + OUTER + "$UnknownSubtypes' are not known.",
				"Name them with @JsonSubTypes, or make the type sealed.");
	}

	@Test
	void classNamesOnTheWireAreRefused() {
		String wayOut = "Use JsonTypeInfo.Id.NAME with @JsonSubTypes or a sealed type.";
		Parsing.refused(ClassNamed.class, "The type '" + OUTER + "$ClassNamed' is told apart by @JsonTypeInfo(use = "
				+ "CLASS), which could let a caller choose the class.", wayOut);
		Parsing.refused(MinimalClass.class,
				"The type '" + OUTER + "$MinimalClass' is told apart by " + "@JsonTypeInfo(use = MINIMAL_CLASS)");
		RpcConfigurationException failure = Parsing.failureOfType(ClassNamedProperty.class);
		assertThat(failure.description()).isEqualTo("The type '" + OUTER + "$Animal' is told apart by "
				+ "@JsonTypeInfo(use = CLASS), which could let a caller choose the class. Found at "
				+ "Contract.run() -> result -> ClassNamedProperty.animals -> element.");
	}

	@Test
	void subtypesAreCheckedToo() {
		assertThat(Parsing.failureOfType(WithBadSubtype.class).description())
			.endsWith("Found at Contract.run() -> result -> subtype BadSubtype -> BadSubtype.value.");
	}

	@Test
	void argumentsOfGenericSubtypesAreChecked() {
		assertThat(Parsing.failureOfType(new TypeReference<Answer<Object>>() {
		}).description()).endsWith("Found at Contract.run() -> result -> subtype Found -> Found.value.");
	}

	@Test
	void keysThatAreNoScalarsAreRefused() {
		Parsing.refused(new TypeReference<Map<Object, String>>() {
		}, "The type 'java.lang.Object' cannot be the key of a map.",
				"Use String, an enum, a number, UUID or a type of java.time as the key, or a list of records.");
		Parsing.refused(new TypeReference<Map<Point, String>>() {
		}, "The type '" + OUTER + "$Point' cannot be the key of a map.");
		Parsing.refused(new TypeReference<Map<List<String>, String>>() {
		}, "The type 'java.util.List<java.lang.String>' cannot be the key of a map.");
		Parsing.refused(new TypeReference<Map<?, String>>() {
		}, "The wildcard '?' says nothing about the value.");
	}

	@Test
	void typesOfTheJdkWithoutAJsonFormAreRefused() {
		String wayOut = "Use a type of plain data: a record, a scalar such as String or long, 'List', 'Set' or 'Map'.";
		Parsing.refused(Random.class, "The type 'java.util.Random' has no JSON form.", wayOut);
		Parsing.refused(new TypeReference<BlockingQueue<String>>() {
		}, "The type 'java.util.concurrent.BlockingQueue' has no JSON form.");
		Parsing.refused(OpenList.class, "The type '" + OUTER + "$OpenList' has no JSON form.");
		Parsing.refused(Record.class, "The type 'java.lang.Record' has no JSON form.");
	}

	@Test
	void innerClassIsRefused() {
		Parsing.refused(Inner.class, "The type '" + OUTER + "$Inner' is an inner class.", "Declare it static.");
	}

	@Test
	void classThatCannotBeMadeIsRefused() {
		Parsing.refused(Unmakeable.class, "Jackson cannot make a '" + OUTER + "$Unmakeable' from JSON.",
				"Make it a record, give it a constructor without parameters, or annotate one with @JsonCreator.");
	}

	@Test
	void jsonValueAndAnyGetterAreChecked() {
		assertThat(Parsing.failureOfType(BadValue.class).description())
			.endsWith("Found at Contract.run() -> result -> BadValue.anything.");
		assertThat(Parsing.failureOfType(BadAny.class).description())
			.endsWith("Found at Contract.run() -> result -> BadAny.* -> value.");
	}

	@Test
	void settersAreCheckedToo() {
		assertThat(Parsing.failureOfType(BadSetter.class).description()).startsWith("The type 'java.io.InputStream'")
			.endsWith("BadSetter.content.");
	}

	@Test
	void genericTypeThatGrowsWithoutEndIsRefused() {
		RpcConfigurationException failure = Parsing.failureOfType(new TypeReference<Growing<String>>() {
		});
		assertThat(failure.description())
			.startsWith("The type '" + OUTER + "$Growing' nests without end. Found at Contract.run() -> result");
		assertThat(failure.action())
			.isEqualTo("Do not let a generic type hold itself with ever larger type arguments.");
	}

	@Test
	void genericBeanThatGrowsWithoutEndIsRefused() {
		assertThat(Parsing.failureOfType(new TypeReference<GrowingBean<String>>() {
		}).description()).startsWith("The type '" + OUTER + "$GrowingBean' nests without end.");
	}

	@Test
	void classThatJacksonRefusesIsRefusedWithItsReason() {
		assertThat(Parsing.failureOfType(Conflict.class).description())
			.startsWith("Jackson refuses the type '" + OUTER + "$Conflict': ")
			.endsWith(" Found at Contract.run() -> result.");
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

	interface FutureOfWildcard {

		CompletableFuture<?> run();

	}

}
