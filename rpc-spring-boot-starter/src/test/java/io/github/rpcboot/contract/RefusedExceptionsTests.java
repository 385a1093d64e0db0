package io.github.rpcboot.contract;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RpcConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The exceptions of a {@code throws} clause that cannot travel.
 */
class RefusedExceptionsTests {

	private static final String OUTER = RefusedExceptionsTests.class.getName();

	@Test
	void twoExceptionsOfOneNameAreRefused() {
		RpcConfigurationException failure = Parsing.failureOf(ThrowingSameName.class);
		assertThat(failure.description()).isEqualTo("The exceptions '" + OUTER + "$OutOfStock' and '" + OUTER
				+ "$OtherOutOfStock' have the same wire name 'OutOfStock'. Found at ThrowingSameName.run().");
		assertThat(failure.action()).isEqualTo("Give one of them another name with @RemoteContract.");
	}

	@Test
	void badWireNameOfAnExceptionIsRefused() {
		assertThat(Parsing.failureOfThrows(BadlyNamed.class).description())
			.isEqualTo("'out of stock' cannot be the wire name of '" + OUTER
					+ "$BadlyNamed'. Found at Throwing.run() -> throws BadlyNamed.");
	}

	@Test
	void abstractExceptionIsRefused() {
		RpcConfigurationException failure = Parsing.failureOfThrows(AbstractFailure.class);
		assertThat(failure.description()).isEqualTo("The exception '" + OUTER + "$AbstractFailure' is abstract and "
				+ "cannot be made again. Found at Throwing.run() -> throws AbstractFailure.");
		assertThat(failure.action()).isEqualTo("Declare the concrete exceptions in the throws clause.");
	}

	@Test
	void innerExceptionIsRefused() {
		RpcConfigurationException failure = Parsing.failureOfThrows(Inner.class);
		assertThat(failure.description()).isEqualTo(
				"The exception '" + OUTER + "$Inner' is an inner class. Found at Throwing.run() -> throws Inner.");
		assertThat(failure.action()).isEqualTo("Declare it static.");
	}

	@Test
	void unresolvedTypeVariableInAThrowsClauseIsRefused() {
		RpcConfigurationException failure = Parsing.failureOf(ThrowingVariable.class);
		assertThat(failure.description()).isEqualTo(
				"The type variable 'E' in the throws clause stands for no type. " + "Found at ThrowingVariable.run().");
		assertThat(failure.action()).isEqualTo("Declare the concrete exceptions.");
	}

	@Test
	void onlyConstructorWithACauseIsRefused() {
		RpcConfigurationException failure = Parsing.failureOfThrows(OnlyCause.class);
		assertThat(failure.description()).isEqualTo("The constructor 'OnlyCause(String, Throwable)' takes a Throwable, "
				+ "and causes do not travel. Found at Throwing.run() -> throws OnlyCause.");
		assertThat(failure.action()).isEqualTo("Add a constructor without that parameter.");
	}

	@Test
	void parameterThatMatchesNothingIsRefusedByName() {
		RpcConfigurationException failure = Parsing.failureOfThrows(Mismatch.class);
		assertThat(failure.description())
			.isEqualTo("The parameter 'text' of the constructor 'Mismatch(String)' matches "
					+ "no property of the exception. Found at Throwing.run() -> throws Mismatch.");
		assertThat(failure.action()).isEqualTo("Add a getter or a field 'text' of the type 'String', or name the "
				+ "parameter 'message' if it is the message.");
	}

	@Test
	void propertyOfAnotherTypeDoesNotMatch() {
		assertThat(Parsing.failureOfThrows(OtherType.class).description())
			.startsWith("The parameter 'code' of the constructor 'OtherType(int)' matches no property");
	}

	@Test
	void noSuitableConstructorIsRefusedNamingThemAll() {
		RpcConfigurationException failure = Parsing.failureOfThrows(Unsuitable.class);
		assertThat(failure.description()).isEqualTo("No constructor of '" + OUTER + "$Unsuitable' can make it again. "
				+ "The constructor 'Unsuitable(Throwable)' takes a Throwable, and causes do not travel. "
				+ "The parameter 'text' of the constructor 'Unsuitable(String)' matches no property of the exception. "
				+ "Found at Throwing.run() -> throws Unsuitable.");
		assertThat(failure.action()).isEqualTo("Name every parameter of one of them like a property of the exception, "
				+ "'message' for its message.");
	}

	@Test
	void equallyGoodConstructorsAreRefused() {
		RpcConfigurationException failure = Parsing.failureOfThrows(Ambiguous.class);
		assertThat(failure.description()).contains("'Ambiguous(String)'", "'Ambiguous(int)'", "are equally good.");
		assertThat(failure.action()).isEqualTo("Annotate the one to use with @JsonCreator.");
	}

	@Test
	void severalJsonCreatorsAreRefused() {
		assertThat(Parsing.failureOfThrows(TwoCreators.class).description())
			.startsWith("The exception '" + OUTER + "$TwoCreators' has several constructors with @JsonCreator.");
	}

	@Test
	void fieldThatCannotTravelIsRefusedWithItsPath() {
		assertThat(Parsing.failureOfThrows(BadField.class).description()).isEqualTo(
				"The type 'java.lang.Object' says nothing about the value, so any class could be in it. Found at "
						+ "Throwing.run() -> throws BadField -> BadField.details -> value.");
	}

	@Test
	void sameNameOfTwoParametersIsRefused() {
		assertThat(Parsing.failureOfThrows(Twice.class).description())
			.startsWith("Two parameters of the constructor 'Twice(String, String)' have the same name.");
	}

	@Test
	void exceptionWithoutParameterNamesIsRefusedEvenIfAShorterConstructorWouldDo(@TempDir Path directory)
			throws Exception {
		RpcConfigurationException failure = Parsing.failureOf(compileThrowing(directory,
				"public class Failed extends Exception { public Failed() { } public Failed(String message) { } }"));
		assertThat(failure.description()).isEqualTo(
				"The parameters of the constructor 'Failed(String)' have no names. They are missing in the class "
						+ "'probe.Failed' from '" + directory + "'. Found at Throwing.run() -> throws Failed.");
		assertThat(failure.action()).startsWith("Compile it with the option -parameters");
	}

	private static Class<?> compileThrowing(Path directory, String code) throws IOException, ClassNotFoundException {
		try (URLClassLoader loader = new RuntimeCompiler(directory).source("probe.Failed", code)
			.source("probe.Throwing", "public interface Throwing { void run() throws Failed; }")
			.compile()) {
			loader.loadClass("probe.Failed");
			return loader.loadClass("probe.Throwing");
		}
	}

	static class OutOfStock extends Exception {

	}

	@RemoteContract("OutOfStock")
	static class OtherOutOfStock extends Exception {

	}

	@RemoteContract("out of stock")
	static class BadlyNamed extends Exception {

	}

	abstract static class AbstractFailure extends Exception {

	}

	class Inner extends Exception {

	}

	static class OnlyCause extends Exception {

		OnlyCause(String message, Throwable cause) {
			super(message, cause);
		}

	}

	static class Mismatch extends Exception {

		Mismatch(String text) {
			super(text);
		}

	}

	static class OtherType extends Exception {

		private final String code;

		OtherType(int code) {
			this.code = String.valueOf(code);
		}

	}

	static class Unsuitable extends Exception {

		Unsuitable(String text) {
			super(text);
		}

		Unsuitable(Throwable cause) {
			super(cause);
		}

	}

	static class Ambiguous extends Exception {

		private final int code;

		Ambiguous(String message) {
			super(message);
			this.code = 0;
		}

		Ambiguous(int code) {
			this.code = code;
		}

	}

	static class TwoCreators extends Exception {

		@JsonCreator
		TwoCreators() {
		}

		@JsonCreator
		TwoCreators(String message) {
			super(message);
		}

	}

	static class BadField extends Exception {

		private final transient Map<String, Object> details;

		BadField(Map<String, Object> details) {
			this.details = details;
		}

	}

	static class Twice extends Exception {

		Twice(String message, @JsonProperty("message") String other) {
			super(message + other);
		}

	}

	interface ThrowingSameName {

		void run() throws OutOfStock, OtherOutOfStock;

	}

	interface ThrowingVariable {

		<E extends Exception> void run() throws E;

	}

}
