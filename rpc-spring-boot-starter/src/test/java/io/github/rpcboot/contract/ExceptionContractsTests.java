package io.github.rpcboot.contract;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.rpcboot.RemoteContract;
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
 * made again.
 */
class ExceptionContractsTests {

	@Test
	void declaredExceptionIsTakenApartAndMadeAgain() throws Exception {
		ExceptionContract contract = only(OutOfStock.class);
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
		assertThat(Parsing.parseOnly(ResolvedThrows.class).exceptions().get(0).type()).isEqualTo(NoFields.class);
	}

	@Test
	void fieldsOfParentsBelowThrowableAreRead() throws Exception {
		ExceptionContract contract = only(Derived.class);
		assertThat(read(contract, new Derived("A-1", "x"))).containsExactly("A-1", "x");
	}

	@Test
	void parameterRenamedByJsonPropertyIsReadByItsJavaName() throws Exception {
		ExceptionContract contract = only(Renamed.class);
		assertThat(contract.fields()).extracting(ExceptionContract.Field::name).containsExactly("item_no");
		assertThat(read(contract, new Renamed("7"))).containsExactly("7");
	}

	@Test
	void jsonCreatorChoosesTheConstructor() {
		assertThat(only(WithCreator.class).fields()).extracting(ExceptionContract.Field::name)
			.containsExactly("message");
	}

	@Test
	void longestMatchingConstructorWithoutACauseIsChosen() {
		assertThat(only(Classic.class).fields()).extracting(ExceptionContract.Field::name)
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
		assertThat(only(NotFound.class).status()).isEqualTo(RpcStatus.NOT_FOUND);
	}

	private static ExceptionContract only(Class<? extends Throwable> type) {
		List<ExceptionContract> exceptions = Parsing.parseThrows(type);
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

}
