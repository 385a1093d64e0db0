package io.github.rpcboot.provider;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.provider.Shop.OutOfStock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class HandlerFailuresTests {

	private static final String UNDECLARED = "The method failed in a way that its contract does not declare. "
			+ "Look for " + Provided.TRACE + " in the log of this provider.";

	private final Provided provided = new Provided();

	private RpcFailure thrown(Throwable thrown) {
		this.provided.shop.thrown = thrown;
		return this.provided.failure("buy", "{'sku':'a'}");
	}

	@Test
	void aDeclaredExceptionTravelsWithItsFields() {
		RpcFailure failure = thrown(new OutOfStock(2));

		assertThat(failure.status()).isEqualTo(RpcStatus.FAILED_PRECONDITION);
		assertThat(failure.message()).isEqualTo("2 left");
		assertThat(failure.exception().name()).isEqualTo("OutOfStock");
		assertThat(new String(failure.exception().fields())).isEqualTo("{\"left\":2}");
	}

	@Test
	void aWrappedDeclaredExceptionIsFound() {
		assertThat(thrown(new CompletionException(new ExecutionException(new OutOfStock(2)))).exception()).isNotNull();
	}

	@Test
	void anUndeclaredExceptionIsUnknownAndLeaksNothing() {
		RpcFailure failure = thrown(new IllegalStateException("s3cret", new Exception("password")));

		assertThat(failure.status()).isEqualTo(RpcStatus.UNKNOWN);
		assertThat(failure.message()).isEqualTo(UNDECLARED);
		assertThat(failure.failureClass()).isEqualTo(FailureClass.ANSWERED);
		assertThat(failure.mayHaveExecuted()).isTrue();
		assertThat(failure.exception()).isNull();
		assertThat(failure.cause()).isNull();
	}

	@Test
	void anErrorIsUnknownToo() {
		assertThat(thrown(new StackOverflowError("s3cret")).message()).isEqualTo(UNDECLARED);
	}

	@ParameterizedTest
	@EnumSource
	void anRpcExceptionOfTheHandlerKeepsItsCodeAndMessage(RpcStatus status) {
		RpcFailure failure = thrown(new RpcException(status, "Because.", new Exception("s3cret")));

		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.message()).isEqualTo("Because.");
		assertThat(failure.cause()).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void oneThatArrivedFromAFurtherCallBecomesInternal(RpcStatus status) {
		RpcFailure failure = thrown(RpcException.builder(status, "s3cret of the other")
			.method("Stock", "take")
			.instance("http://10.1.1.1:8080")
			.build());
		boolean stays = status == RpcStatus.DEADLINE_EXCEEDED || status == RpcStatus.CANCELED;

		assertThat(failure.status()).isEqualTo(stays ? status : RpcStatus.INTERNAL);
		assertThat(failure.failureClass()).isEqualTo(FailureClass.ANSWERED);
		assertThat(failure.mayHaveExecuted()).isTrue();
		assertThat(failure.message()).isEqualTo("The method failed because its call of Stock/take failed with "
				+ status.code() + ". Look for " + Provided.TRACE + " in the log of this provider.");
	}

	@Test
	void anExceptionOfALibraryIsMapped() {
		RpcFailure denied = RpcFailure.answered(RpcStatus.PERMISSION_DENIED, "Denied.");
		this.provided.mappers.add((call, thrown) -> null);
		this.provided.mappers.add((call, thrown) -> (thrown instanceof SecurityException) ? denied : null);

		RpcFailure failure = thrown(new SecurityException("s3cret"));
		assertThat(failure.status()).isEqualTo(denied.status());
		assertThat(failure.message()).isEqualTo(denied.message());
		assertThat(thrown(new IllegalStateException()).status()).isEqualTo(RpcStatus.UNKNOWN);
	}

	@Test
	void aResultThatIsTooLargeIsResourceExhausted() {
		this.provided.shop.greeting = (name) -> "x".repeat(5_000_000);

		RpcFailure failure = this.provided.failure("greet", "{'name':'x'}");

		assertThat(failure.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED);
		assertThat(failure.message()).isEqualTo("The response is larger than 4194304 bytes.");
	}

	@Test
	void aHandlersExceptionWithoutAMessageSaysItsStatus() {
		assertThat(new RpcException(RpcStatus.NOT_FOUND, null).reason()).isEqualTo("not_found");
	}

	@Test
	void aMapperCannotUnmakeThatTheMethodRan() {
		this.provided.mappers.add((call, thrown) -> RpcFailure.refused(RpcStatus.UNAVAILABLE, "The pool is empty"));

		RpcFailure failure = thrown(new IllegalStateException("no connection"));

		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(failure.message()).isEqualTo("The pool is empty");
		assertThat(failure.failureClass()).isEqualTo(FailureClass.ANSWERED);
		assertThat(failure.mayHaveExecuted()).isTrue();
	}

}
