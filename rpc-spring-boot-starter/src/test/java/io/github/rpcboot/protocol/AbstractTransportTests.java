package io.github.rpcboot.protocol;

import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.protocol.Probe.Item;
import io.github.rpcboot.protocol.Probe.OutOfStock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What every transport must do: values, failures, metadata, sizes. The times and threads
 * are in the class above.
 */
abstract class AbstractTransportTests extends AbstractTransportTimeTests {

	private static final int REQUEST_ENVELOPE = "{\"text\":\"\"}".length();

	private static final int RESPONSE_ENVELOPE = "{\"result\":\"\"}".length();

	@ParameterizedTest
	@ValueSource(strings = { "", "World", "ü € 𝄞 \u0000 \" \\ \r\n </script>" })
	void aTextArrivesAsItWasSent(String text) {
		assertThat(probe().echo(text)).isEqualTo(text);
	}

	@Test
	void anObjectIsTheMessageBothWays() {
		assertThat(probe().item(Item.example())).isEqualTo(Item.example());
	}

	@Test
	void aListOfObjectsArrives() {
		assertThat(probe().items(3)).containsExactly(Item.example(), Item.example(), Item.example());
		assertThat(probe().items(0)).isEmpty();
	}

	@Test
	void aNullArgumentAndANullTextArriveAsNull() {
		assertThat(probe().echo(null)).isNull();
		assertThat(probe().nullText()).isNull();
	}

	@Test
	void aNullObjectArrivesAsNull() {
		assertThat(probe().nullItem()).isNull();
	}

	@Test
	void aNullForTheRequestMessageFailsBeforeAnythingIsSent() {
		RpcException failure = failureOf(() -> probe().item(null));
		assertThat(failure.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT);
		assertThat(failure.attempts()).isZero();
		assertThat(failure.mayHaveExecuted()).isFalse();
	}

	@Test
	void anOptionalArrivesPresentAndAbsent() {
		assertThat(probe().maybe(true)).contains("there");
		assertThat(probe().maybe(false)).isEmpty();
	}

	@Test
	void aMethodWithoutResultIsCalled() {
		probe().nothing();
		assertThat(this.bean.calls()).isEqualTo(1);
	}

	@Test
	void aFutureOfTheHandlerArrivesAsItsValue() throws Exception {
		assertThat(probe().later("soon").get(5, TimeUnit.SECONDS)).isEqualTo("soon");
		assertThat(probe().laterNull().get(5, TimeUnit.SECONDS)).isNull();
	}

	@Test
	void aFutureThatFailsWithADeclaredExceptionFailsSoAtTheCaller() {
		Throwable failure = catchThrowable(() -> probe().laterOutOfStock("A-1").join());
		assertThat(failure).isInstanceOf(CompletionException.class).hasCauseInstanceOf(OutOfStock.class);
		assertThat(((OutOfStock) failure.getCause()).getSku()).isEqualTo("A-1");
	}

	@ParameterizedTest
	@EnumSource
	void everyStatusOfAHandlerArrivesWithItsMessage(RpcStatus status) {
		RpcException failure = failureOf(() -> probe().fail(status, "No ü, " + status));
		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.reason()).isEqualTo("No ü, " + status);
		assertThat(failure.service()).isEqualTo("Probe");
		assertThat(failure.method()).isEqualTo("fail");
		assertThat(failure.attempts()).isEqualTo(1);
		assertThat(failure.mayHaveExecuted()).isTrue();
	}

	@Test
	void aDeclaredExceptionArrivesAsItselfWithItsFields() {
		OutOfStock failure = catchThrowableOfType(OutOfStock.class, () -> probe().reserve("A-1", 3));
		assertThat(failure).hasMessage("Nothing left of A-1");
		assertThat(failure.getSku()).isEqualTo("A-1");
		assertThat(failure.getMissing()).isEqualTo(3);
	}

	@Test
	void anUndeclaredExceptionIsUnknownAndLeaksNothing() {
		RpcException failure = failureOf(() -> probe().breakDown("hunter2"));
		assertThat(failure.status()).isEqualTo(RpcStatus.UNKNOWN);
		assertThat(failure.reason()).matches("The method failed in a way that its contract does not declare\\."
				+ " Look for [0-9a-f]{16} in the log of this provider\\.");
		assertThat(failure.toString()).doesNotContain("hunter2", "jdbc", "IllegalState", "Arithmetic");
		assertThat(failure.getCause()).isNull();
	}

	@Test
	void theCauseOfAHandlersExceptionStaysAtTheProvider() {
		RpcException failure = failureOf(() -> probe().fail(RpcStatus.ABORTED, "Again, please."));
		assertThat(failure.toString()).doesNotContain("secret cause");
		assertThat(failure.getCause()).isNull();
	}

	@Test
	void metadataArrivesAtTheHandler() {
		send(RpcHeaders.empty().with("X-Tenant", "blue").withBinary("x-key-bin", new byte[] { 0, -1, 62 }));
		probe().echo("");
		RpcHeaders arrived = this.bean.context().headers();
		assertThat(arrived.get("x-tenant")).isEqualTo("blue");
		assertThat(arrived.getBinary("x-key-bin")).containsExactly(0, -1, 62);
	}

	@Test
	void allValuesOfOneNameArriveInOrder() {
		send(RpcHeaders.empty().with("x-tag", "one").with("x-tag", "two"));
		probe().echo("");
		assertThat(this.bean.context().headers().all("x-tag")).containsExactly("one", "two");
	}

	@Test
	void metadataOfTheAnswerArrivesAtTheCaller() {
		answer(RpcHeaders.empty()
			.with("X-Served-By", "seven")
			.with("x-tag", "one")
			.with("x-tag", "two")
			.withBinary("x-key-bin", new byte[] { 5, -128 }));
		probe().echo("");
		assertThat(this.answered.get("x-served-by")).isEqualTo("seven");
		assertThat(this.answered.all("X-Tag")).containsExactly("one", "two");
		assertThat(this.answered.getBinary("x-key-bin")).containsExactly(5, -128);
	}

	@Test
	void metadataOfAFailedAnswerArrivesToo() {
		answer(RpcHeaders.empty().with("X-Served-By", "seven"));
		failureOf(() -> probe().fail(RpcStatus.NOT_FOUND, "No."));
		assertThat(this.answered.get("x-served-by")).isEqualTo("seven");
	}

	@Test
	void aPaddedBinaryValueIsReadAsWell() {
		send(RpcHeaders.empty().with("x-key-bin", Base64.getEncoder().encodeToString(new byte[] { 7 })));
		probe().echo("");
		assertThat(this.bean.context().headers().getBinary("x-key-bin")).containsExactly(7);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Host",
			"Connection", "Connect-Timeout-Ms", "Connect-Protocol-Version" })
	void metadataNeverReplacesWhatTheProtocolSends(String name) {
		send(RpcHeaders.empty().with(name, "7"));
		assertThat(probe().echo("unharmed")).isEqualTo("unharmed");
		assertThat(this.bean.context().deadline().remainingMillis()).isGreaterThan(5000);
	}

	@Test
	void aRequestOfExactlyTheLimitIsTaken() {
		int most = this.rpc.limits().requestBytes() - Math.max(REQUEST_ENVELOPE, RESPONSE_ENVELOPE);
		assertThat(probe().echo("x".repeat(most))).hasSize(most);
		RpcException failure = failureOf(
				() -> probe().echo("x".repeat(this.rpc.limits().requestBytes() - REQUEST_ENVELOPE)));
		assertThat(failure.reason()).isEqualTo("The response is larger than 65536 bytes.");
	}

	@Test
	void aRequestOneByteOverTheLimitIsRefused() {
		int tooMany = this.rpc.limits().requestBytes() - REQUEST_ENVELOPE + 1;
		RpcException failure = failureOf(() -> probe().echo("x".repeat(tooMany)));
		assertThat(failure.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED);
		assertThat(failure.reason()).isEqualTo("The request is larger than 65536 bytes.");
		assertThat(this.bean.calls()).isZero();
	}

	@Test
	void aResponseOfExactlyTheLimitIsTaken() {
		int most = this.rpc.limits().responseBytes() - RESPONSE_ENVELOPE;
		assertThat(probe().text(most)).hasSize(most);
	}

	@Test
	void aResponseOneByteOverTheLimitIsRefused() {
		int tooMany = this.rpc.limits().responseBytes() - RESPONSE_ENVELOPE + 1;
		RpcException failure = failureOf(() -> probe().text(tooMany));
		assertThat(failure.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED);
		assertThat(failure.reason()).isEqualTo("The response is larger than 65536 bytes.");
		assertThat(failure.mayHaveExecuted()).isTrue();
	}

	@Test
	void anUnknownServiceIsUnimplemented() {
		RpcException failure = failureOf(() -> client(Absent.class, LONG).echo("x"));
		assertThat(failure.status()).isEqualTo(RpcStatus.UNIMPLEMENTED);
		assertThat(failure.reason())
			.isEqualTo("There is no method 'Absent/echo' here. Check the names; they are case-sensitive.");
	}

	@Test
	void anUnknownMethodIsUnimplemented() {
		RpcException failure = failureOf(() -> client(Newer.class, LONG).added("x"));
		assertThat(failure.status()).isEqualTo(RpcStatus.UNIMPLEMENTED);
		assertThat(failure.reason())
			.isEqualTo("There is no method 'Probe/added' here. Check the names; they are case-sensitive.");
	}

	@Test
	void aCallAfterEveryKindOfFailureSucceeds() {
		Probe probe = probe();
		for (RpcStatus status : List.of(RpcStatus.INTERNAL, RpcStatus.UNAVAILABLE, RpcStatus.UNAUTHENTICATED)) {
			failureOf(() -> probe.fail(status, "No."));
			assertThatCode(probe::nothing).doesNotThrowAnyException();
		}
	}

	interface Absent {

		String echo(String text);

	}

	@RemoteContract("Probe")
	interface Newer {

		String added(String text);

	}

}
