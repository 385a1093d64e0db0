package io.github.rpcboot.contract;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The exceptions of a {@code throws} clause: which travel, how they are taken apart and
 * made again, and which are refused.
 */
class ExceptionContractsTests {

	private static final String OUTER = ExceptionContractsTests.class.getName();

	@Test
	void declaredExceptionIsTakenApartAndMadeAgain() throws Exception {
		ExceptionContract contract = only(ThrowingOutOfStock.class);
		assertThat(contract.name()).isEqualTo("OutOfStock");
		assertThat(contract.type()).isEqualTo(OutOfStock.class);
		assertThat(contract.status()).isEqualTo(RpcStatus.FAILED_PRECONDITION);
		assertThat(contract.fields()).extracting(ExceptionContract.Field::name)
			.containsExactly("sku", "missing", "message", "alternatives", "final");
		assertThat(contract.fields().get(3).type().toString()).contains("java.util.List", "java.lang.String");
		OutOfStock thrown = new OutOfStock("A-1", 3, "Nothing left.", List.of("B"), true);
		Object[] values = read(contract, thrown);
		assertThat(values).containsExactly("A-1", 3, "Nothing left.", List.of("B"), true);
		OutOfStock again = (OutOfStock) contract.create(values);
		assertThat(again).hasMessage("Nothing left.").isNotSameAs(thrown);
		assertThat(again.getSku()).isEqualTo("A-1");
		assertThat(again.missing()).isEqualTo(3);
		assertThat(again.alternatives).containsExactly("B");
		assertThat(again.isFinal()).isTrue();
	}

	@Test
	void nothingDeclaredIsNoException() {
		assertThat(Parsing.parseOnly(ThrowingNothing.class).exceptions()).isEmpty();
	}

	@Test
	void exceptionsOfTheJdkAndRpcExceptionsDoNotTravel() {
		assertThat(Parsing.parseOnly(ThrowingForeign.class).exceptions()).isEmpty();
	}

	@Test
	void exceptionsKeepTheOrderOfTheThrowsClause() {
		assertThat(Parsing.parseOnly(ThrowingSeveral.class).exceptions()).extracting(ExceptionContract::name)
			.containsExactly("Renamed", "orders.Missing", "NoFields");
	}

	@Test
	void nearestDeclaredTypeIsFoundForAThrownOne() {
		MethodContract method = Parsing.parseOnly(ThrowingSeveral.class);
		ExceptionContract found = method.exceptionOf(new SpecialNoFields());
		assertThat(found).isNotNull();
		assertThat(found.name()).isEqualTo("NoFields");
		assertThat(method.exceptionNamed("orders.Missing")).isNotNull();
	}

	@Test
	void exceptionOfATypeVariableIsResolved() {
		assertThat(only(ResolvedThrows.class).type()).isEqualTo(NoFields.class);
	}

	@Test
	void fieldsOfParentsBelowThrowableAreRead() throws Exception {
		ExceptionContract contract = only(ThrowingDerived.class);
		assertThat(read(contract, new Derived("A-1", "x"))).containsExactly("A-1", "x");
	}

	@Test
	void parameterRenamedByJsonPropertyIsReadByItsJavaName() throws Exception {
		ExceptionContract contract = only(ThrowingRenamed.class);
		assertThat(contract.fields()).extracting(ExceptionContract.Field::name).containsExactly("item_no");
		assertThat(read(contract, new Renamed("7"))).containsExactly("7");
	}

	@Test
	void jsonCreatorChoosesTheConstructor() {
		assertThat(only(ThrowingCreator.class).fields()).extracting(ExceptionContract.Field::name)
			.containsExactly("message");
	}

	@Test
	void longestMatchingConstructorWithoutACauseIsChosen() {
		assertThat(only(ThrowingClassic.class).fields()).extracting(ExceptionContract.Field::name)
			.containsExactly("message", "code");
	}

	@ParameterizedTest
	@CsvSource({ "BAD_REQUEST, INVALID_ARGUMENT", "UNAUTHORIZED, UNAUTHENTICATED", "FORBIDDEN, PERMISSION_DENIED",
			"NOT_FOUND, NOT_FOUND", "CONFLICT, ABORTED", "PRECONDITION_FAILED, FAILED_PRECONDITION",
			"UNPROCESSABLE_CONTENT, INVALID_ARGUMENT", "TOO_MANY_REQUESTS, RESOURCE_EXHAUSTED",
			"NOT_IMPLEMENTED, UNIMPLEMENTED", "SERVICE_UNAVAILABLE, UNAVAILABLE", "GATEWAY_TIMEOUT, DEADLINE_EXCEEDED",
			"GONE, FAILED_PRECONDITION", "BAD_GATEWAY, INTERNAL", "INTERNAL_SERVER_ERROR, INTERNAL" })
	void responseStatusGivesTheStatus(HttpStatus http, RpcStatus expected, @TempDir Path directory) throws Exception {
		String code = """
				@org.springframework.web.bind.annotation.ResponseStatus(org.springframework.http.HttpStatus.%s)
				public class Failed extends Exception { }""".formatted(http.name());
		try (URLClassLoader loader = new RuntimeCompiler(directory).withLibraryOf(HttpStatus.class)
			.source("probe.Failed", code)
			.compile()) {
			assertThat(DeclaredStatus.of(loader.loadClass("probe.Failed").asSubclass(Throwable.class)))
				.isEqualTo(expected);
		}
	}

	@Test
	void responseStatusOfTheExceptionIsUsed() {
		assertThat(only(ThrowingNotFound.class).status()).isEqualTo(RpcStatus.NOT_FOUND);
	}

	@Test
	void twoExceptionsOfOneNameAreRefused() {
		RpcConfigurationException failure = Parsing.failureOf(ThrowingSameName.class);
		assertThat(failure.description()).isEqualTo("The exceptions '" + OUTER + "$OutOfStock' and '" + OUTER
				+ "$OtherOutOfStock' have the same wire name 'OutOfStock'. Found at ThrowingSameName.run().");
		assertThat(failure.action()).isEqualTo("Give one of them another name with @RemoteContract.");
	}

	@Test
	void badWireNameOfAnExceptionIsRefused() {
		assertThat(Parsing.failureOf(ThrowingBadlyNamed.class).description())
			.isEqualTo("'out of stock' cannot be the wire name of '" + OUTER
					+ "$BadlyNamed'. Found at ThrowingBadlyNamed.run() -> throws BadlyNamed.");
	}

	@Test
	void abstractExceptionIsRefused() {
		RpcConfigurationException failure = Parsing.failureOf(ThrowingAbstract.class);
		assertThat(failure.description()).isEqualTo("The exception '" + OUTER + "$AbstractFailure' is abstract and "
				+ "cannot be made again. Found at ThrowingAbstract.run() -> throws AbstractFailure.");
		assertThat(failure.action()).isEqualTo("Declare the concrete exceptions in the throws clause.");
	}

	@Test
	void innerExceptionIsRefused() {
		RpcConfigurationException failure = Parsing.failureOf(ThrowingInner.class);
		assertThat(failure.description()).isEqualTo(
				"The exception '" + OUTER + "$Inner' is an inner class. Found at ThrowingInner.run() -> throws Inner.");
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
		RpcConfigurationException failure = Parsing.failureOf(ThrowingOnlyCause.class);
		assertThat(failure.description()).isEqualTo("The constructor 'OnlyCause(String, Throwable)' takes a Throwable, "
				+ "and causes do not travel. Found at ThrowingOnlyCause.run() -> throws OnlyCause.");
		assertThat(failure.action()).isEqualTo("Add a constructor without that parameter.");
	}

	@Test
	void parameterThatMatchesNothingIsRefusedByName() {
		RpcConfigurationException failure = Parsing.failureOf(ThrowingMismatch.class);
		assertThat(failure.description())
			.isEqualTo("The parameter 'text' of the constructor 'Mismatch(String)' matches "
					+ "no property of the exception. Found at ThrowingMismatch.run() -> throws Mismatch.");
		assertThat(failure.action()).isEqualTo("Add a getter or a field 'text' of the type 'String', or name the "
				+ "parameter 'message' if it is the message.");
	}

	@Test
	void propertyOfAnotherTypeDoesNotMatch() {
		assertThat(Parsing.failureOf(ThrowingOtherType.class).description())
			.startsWith("The parameter 'code' of the constructor 'OtherType(int)' matches no property");
	}

	@Test
	void noSuitableConstructorIsRefusedNamingThemAll() {
		RpcConfigurationException failure = Parsing.failureOf(ThrowingUnsuitable.class);
		assertThat(failure.description()).isEqualTo("No constructor of '" + OUTER + "$Unsuitable' can make it again. "
				+ "The constructor 'Unsuitable(Throwable)' takes a Throwable, and causes do not travel. "
				+ "The parameter 'text' of the constructor 'Unsuitable(String)' matches no property of the exception. "
				+ "Found at ThrowingUnsuitable.run() -> throws Unsuitable.");
		assertThat(failure.action()).isEqualTo("Name every parameter of one of them like a property of the exception, "
				+ "'message' for its message.");
	}

	@Test
	void equallyGoodConstructorsAreRefused() {
		RpcConfigurationException failure = Parsing.failureOf(ThrowingAmbiguous.class);
		assertThat(failure.description()).contains("'Ambiguous(String)'", "'Ambiguous(int)'", "are equally good.");
		assertThat(failure.action()).isEqualTo("Annotate the one to use with @JsonCreator.");
	}

	@Test
	void severalJsonCreatorsAreRefused() {
		assertThat(Parsing.failureOf(ThrowingTwoCreators.class).description())
			.startsWith("The exception '" + OUTER + "$TwoCreators' has several constructors with @JsonCreator.");
	}

	@Test
	void fieldThatCannotTravelIsRefusedWithItsPath() {
		assertThat(Parsing.failureOf(ThrowingBadField.class).description()).isEqualTo(
				"The type 'java.lang.Object' says nothing about the value, so any class could be in it. Found at "
						+ "ThrowingBadField.run() -> throws BadField -> BadField.details -> value.");
	}

	@Test
	void sameNameOfTwoParametersIsRefused() {
		assertThat(Parsing.failureOf(ThrowingTwice.class).description())
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

	private static ExceptionContract only(Class<?> contract) {
		List<ExceptionContract> exceptions = Parsing.parseOnly(contract).exceptions();
		assertThat(exceptions).hasSize(1);
		return exceptions.get(0);
	}

	private static Object[] read(ExceptionContract contract, Throwable thrown) throws ReflectiveOperationException {
		Object[] values = new Object[contract.fields().size()];
		for (int i = 0; i < values.length; i++) {
			values[i] = contract.fields().get(i).reader().read(thrown);
		}
		return values;
	}

	static class OutOfStock extends Exception {

		private final String sku;

		private final Integer missing;

		private final List<String> alternatives;

		private final boolean last;

		OutOfStock(String sku, int missing, String message, List<String> alternatives,
				@JsonProperty("final") boolean last) {
			super(message);
			this.sku = sku;
			this.missing = missing;
			this.alternatives = alternatives;
			this.last = last;
		}

		String getSku() {
			return this.sku;
		}

		Integer missing() {
			return this.missing;
		}

		boolean isFinal() {
			return this.last;
		}

	}

	@RemoteContract("OutOfStock")
	static class OtherOutOfStock extends Exception {

	}

	@RemoteContract("orders.Missing")
	static class MissingOrder extends RuntimeException {

	}

	static class NoFields extends Exception {

	}

	static class SpecialNoFields extends NoFields {

	}

	static class Base extends Exception {

		private final String sku;

		Base(String sku) {
			this.sku = sku;
		}

	}

	static class Derived extends Base {

		private final String extra;

		Derived(String sku, String extra) {
			super(sku);
			this.extra = extra;
		}

	}

	static class Renamed extends Exception {

		private final String itemNo;

		Renamed(@JsonProperty("item_no") String itemNo) {
			this.itemNo = itemNo;
		}

		String getItemNo() {
			return this.itemNo;
		}

	}

	static class WithCreator extends Exception {

		private final int code;

		WithCreator(String message, int code) {
			super(message);
			this.code = code;
		}

		@JsonCreator
		WithCreator(String message) {
			this(message, 0);
		}

	}

	static class Classic extends Exception {

		private final int code;

		Classic() {
			this(null, 0);
		}

		Classic(String message) {
			this(message, 0);
		}

		Classic(String message, int code) {
			this(message, code, null);
		}

		Classic(String message, int code, Throwable cause) {
			super(message, cause);
			this.code = code;
		}

	}

	@ResponseStatus(HttpStatus.NOT_FOUND)
	static class NotFound extends Exception {

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

	interface ThrowingOutOfStock {

		void run() throws OutOfStock;

	}

	interface ThrowingNothing {

		void run();

	}

	interface ThrowingForeign {

		void run() throws IOException, IllegalStateException, RpcException, SpecialRpcException;

	}

	static class SpecialRpcException extends RpcException {

		SpecialRpcException() {
			super(RpcStatus.INTERNAL, "");
		}

	}

	interface ThrowingSeveral {

		void run() throws Renamed, MissingOrder, NoFields;

	}

	interface GenericThrows<E extends Exception> {

		void run() throws E;

	}

	interface ResolvedThrows extends GenericThrows<NoFields> {

	}

	interface ThrowingDerived {

		void run() throws Derived;

	}

	interface ThrowingRenamed {

		void run() throws Renamed;

	}

	interface ThrowingCreator {

		void run() throws WithCreator;

	}

	interface ThrowingClassic {

		void run() throws Classic;

	}

	interface ThrowingNotFound {

		void run() throws NotFound;

	}

	interface ThrowingSameName {

		void run() throws OutOfStock, OtherOutOfStock;

	}

	interface ThrowingBadlyNamed {

		void run() throws BadlyNamed;

	}

	interface ThrowingAbstract {

		void run() throws AbstractFailure;

	}

	interface ThrowingInner {

		void run() throws Inner;

	}

	interface ThrowingVariable {

		<E extends Exception> void run() throws E;

	}

	interface ThrowingOnlyCause {

		void run() throws OnlyCause;

	}

	interface ThrowingMismatch {

		void run() throws Mismatch;

	}

	interface ThrowingOtherType {

		void run() throws OtherType;

	}

	interface ThrowingUnsuitable {

		void run() throws Unsuitable;

	}

	interface ThrowingAmbiguous {

		void run() throws Ambiguous;

	}

	interface ThrowingTwoCreators {

		void run() throws TwoCreators;

	}

	interface ThrowingBadField {

		void run() throws BadField;

	}

	interface ThrowingTwice {

		void run() throws Twice;

	}

}
