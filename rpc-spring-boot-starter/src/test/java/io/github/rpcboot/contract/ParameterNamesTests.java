package io.github.rpcboot.contract;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.rpcboot.RpcConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the names of parameters come from, and when they are needed.
 */
class ParameterNamesTests {

	@Test
	void namesComeFromTheClassFile() {
		assertThat(Parsing.parseOnly(Plain.class).parameterNames()).containsExactly("id", "name");
	}

	@Test
	void jsonPropertyComesBeforeTheClassFile() {
		assertThat(Parsing.parseOnly(Annotated.class).parameterNames()).containsExactly("order_id", "name");
	}

	@Test
	void jsonPropertyWithoutAValueIsNoName() {
		assertThat(Parsing.parseOnly(EmptyAnnotation.class).parameterNames()).containsExactly("id");
	}

	@Test
	void jsonPropertyOfAnOverriddenMethodCounts() {
		assertThat(Parsing.parseOnly(OverridingAnnotated.class).parameterNames()).containsExactly("order_id", "label");
	}

	@Test
	void singleMessageNeedsNoName() {
		assertThat(Parsing.parseOnly(SingleMessage.class).parameterNames()).isEmpty();
	}

	@Test
	void missingNamesAreRefusedNamingTheMethodTheDirectoryAndTheOption(@TempDir Path directory) throws Exception {
		RpcConfigurationException failure = Parsing
			.failureOf(compile(directory, "public interface Nameless { String find(long id, String name); }"));
		assertThat(failure.description()).isEqualTo("The parameters of 'find(long, String)' have no names. They are "
				+ "missing in the class 'probe.Nameless' from '" + directory + "'. Found at Nameless.find(…).");
		assertThat(failure.action()).isEqualTo("Compile it with the option -parameters (Maven: "
				+ "<parameters>true</parameters> of the maven-compiler-plugin; Kotlin: -java-parameters), or name each "
				+ "parameter with @JsonProperty.");
	}

	@Test
	void missingNamesDoNotMatterWhereTheyAreNotNeeded(@TempDir Path directory) throws Exception {
		Class<?> contract = compile(directory, """
				public interface Nameless {
					record Order(String id) { }
					void run();
					String place(Order order);
					String find(@com.fasterxml.jackson.annotation.JsonProperty("id") long number);
				}""");
		ServiceContract parsed = Parsing.parse(contract);
		assertThat(parsed.method("place").isParameterTheMessage()).isTrue();
		assertThat(parsed.method("find").parameterNames()).containsExactly("id");
	}

	@Test
	void placeOfAParameterWithoutANameIsItsNumber(@TempDir Path directory) throws Exception {
		Class<?> contract = compile(directory, "public interface Nameless { String find(long id, Object value); }");
		assertThat(Parsing.failureOf(contract).description()).endsWith("Found at Nameless.find(…) -> parameter 2.");
	}

	@Test
	void sameNameTwiceIsRefused() {
		RpcConfigurationException failure = Parsing.failureOf(SameNames.class);
		assertThat(failure.description()).isEqualTo("Two parameters are named 'id'. Found at SameNames.find(…).");
		assertThat(failure.action()).isEqualTo("Give them distinct names with @JsonProperty.");
	}

	@Test
	void moreThan64ParametersAreRefused(@TempDir Path directory) throws Exception {
		RpcConfigurationException failure = Parsing.failureOf(compile(directory, manyParameters(65)));
		assertThat(failure.description()).isEqualTo("'run' has 65 parameters, more than 64. Found at Nameless.run(…).");
		assertThat(failure.action()).isEqualTo("Gather them in a record, and take it as the only parameter.");
	}

	@Test
	void exactly64ParametersAreFine(@TempDir Path directory) throws Exception {
		RuntimeCompiler compiler = new RuntimeCompiler(directory).withParameterNames()
			.source("probe.Nameless", manyParameters(64));
		try (URLClassLoader loader = compiler.compile()) {
			assertThat(Parsing.parseOnly(loader.loadClass("probe.Nameless")).parameterCount()).isEqualTo(64);
		}
	}

	private static String manyParameters(int count) {
		StringBuilder code = new StringBuilder("public interface Nameless { void run(int p0");
		for (int i = 1; i < count; i++) {
			code.append(", int p").append(i);
		}
		return code.append("); }").toString();
	}

	private static Class<?> compile(Path directory, String code) throws IOException, ClassNotFoundException {
		try (URLClassLoader loader = new RuntimeCompiler(directory).source("probe.Nameless", code).compile()) {
			Class<?> contract = loader.loadClass("probe.Nameless");
			// Load the nested classes too, before the loader is closed.
			contract.getDeclaredClasses();
			contract.getMethods();
			return contract;
		}
	}

	interface Plain {

		void update(long id, String name);

	}

	interface Annotated {

		void update(@JsonProperty("order_id") long id, String name);

	}

	interface EmptyAnnotation {

		void update(@JsonProperty(required = true) long id);

	}

	interface OverridingAnnotated extends Annotated {

		@Override
		void update(long number, String label);

	}

	record Order(long id) {
	}

	interface SingleMessage {

		void place(Order order);

	}

	interface SameNames {

		void find(@JsonProperty("id") long number, String id);

	}

}
