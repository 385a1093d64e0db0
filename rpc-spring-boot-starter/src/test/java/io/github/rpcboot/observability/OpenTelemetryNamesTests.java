package io.github.rpcboot.observability;

import java.io.InputStream;
import java.time.Duration;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RequestBody;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcFailure.DeclaredException;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcPeer;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.protocol.Probe;
import io.github.rpcboot.protocol.TestRpc;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * OpenTelemetry's names, and which failure is whose error.
 */
class OpenTelemetryNamesTests {

	private static final Endpoint ENDPOINT = Endpoint.parse("https://orders.test", "the test");

	private static final Deadline LATER = Deadline.after(Duration.ofSeconds(10), "the test");

	private final MethodContract reserve = new TestRpc().contract(Probe.class).method("reserve");

	@Test
	void theMetricsHaveTheNamesOfTheConvention() {
		assertThat(OpenTelemetryNames.name(ObservedCall.Kind.CALL)).isEqualTo("rpc.client.call.duration");
		assertThat(OpenTelemetryNames.name(ObservedCall.Kind.ATTEMPT)).isEqualTo("rpc.client.attempt.duration");
		assertThat(OpenTelemetryNames.name(ObservedCall.Kind.HANDLING)).isEqualTo("rpc.server.call.duration");
	}

	@Test
	void aSuccessHasTheStatusOkAndNoErrorType() {
		ObservedCall observed = ObservedCall.call("shop", outgoing());
		observed.answered(RpcReply.success(new byte[0], false));
		assertThat(OpenTelemetryNames.labels(observed)).extracting(KeyValue::toString)
			.containsExactlyInAnyOrder("keyValue(rpc.system.name=connectrpc)", "keyValue(rpc.method=Probe/reserve)",
					"keyValue(rpc.status_code=OK)", "keyValue(error.type=none)", "keyValue(rpc.exception=none)",
					"keyValue(server.address=shop)");
	}

	@Test
	void theKeysAreTheSameBeforeAndAfterTheEnd() {
		ObservedCall observed = ObservedCall.call("shop", outgoing());
		KeyValues before = OpenTelemetryNames.labels(observed);
		observed.answered(RpcReply.failure(RpcFailure.answered(RpcStatus.NOT_FOUND, "gone")));
		assertThat(OpenTelemetryNames.labels(observed)).extracting(KeyValue::getKey)
			.isEqualTo(before.stream().map(KeyValue::getKey).toList());
	}

	@ParameterizedTest
	@EnumSource(RpcStatus.class)
	void forACallerEveryFailureIsAnError(RpcStatus status) {
		ObservedCall observed = ObservedCall.attempt("shop", outgoing(), ENDPOINT);
		observed.answered(RpcReply.failure(RpcFailure.answered(status, "no")));
		assertThat(label(observed, "rpc.status_code")).isEqualTo(status.code());
		assertThat(label(observed, "error.type")).isEqualTo(status.code());
	}

	@ParameterizedTest
	@EnumSource(RpcStatus.class)
	void forAProviderOnlyItsOwnFaultsAreErrors(RpcStatus status) {
		ObservedCall observed = ObservedCall.handling(incoming(this.reserve));
		observed.answered(RpcReply.failure(RpcFailure.answered(status, "no")));
		String error = switch (status) {
			case UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS -> status.code();
			default -> "none";
		};
		assertThat(label(observed, "rpc.status_code")).isEqualTo(status.code());
		assertThat(label(observed, "error.type")).isEqualTo(error);
	}

	@Test
	void aDeclaredExceptionIsNamed() {
		assertThat(label(failedWith("OutOfStock"), "rpc.exception")).isEqualTo("OutOfStock");
	}

	@Test
	void anExceptionThatTheContractDoesNotDeclareIsNot() {
		assertThat(label(failedWith("Whatever-" + System.nanoTime()), "rpc.exception")).isEqualTo("_OTHER");
	}

	private ObservedCall failedWith(String exception) {
		ObservedCall observed = ObservedCall.call("shop", outgoing());
		observed.answered(RpcReply.failure(RpcFailure.answered(RpcStatus.FAILED_PRECONDITION, "no")
			.withException(new DeclaredException(exception, new byte[0]))));
		return observed;
	}

	@Test
	void aMethodThatDoesNotExistHasNoNameOfItsOwn() {
		ObservedCall observed = ObservedCall.handling(incoming(MethodContract.unknown("Random", "name")));
		assertThat(label(observed, "rpc.method")).isEqualTo("_OTHER");
		assertThat(OpenTelemetryNames.spanName(observed)).isEqualTo("connectrpc");
		assertThat(OpenTelemetryNames.attributes(observed))
			.containsExactly(KeyValue.of("rpc.method_original", "Random/name"));
	}

	@Test
	void anAttemptNamesItsInstanceOnItsSpanOnly() {
		RpcCall call = outgoing();
		call.attempts().add(ENDPOINT);
		ObservedCall observed = ObservedCall.attempt("shop", call, ENDPOINT);
		assertThat(label(observed, "server.address")).isEqualTo("shop");
		assertThat(OpenTelemetryNames.attributes(observed)).containsExactlyInAnyOrder(KeyValue.of("rpc.attempt", "1"),
				KeyValue.of("server.address", "orders.test"), KeyValue.of("server.port", "443"));
		assertThat(OpenTelemetryNames.spanName(observed)).isEqualTo("Probe/reserve attempt");
	}

	@Test
	void aFailedCallSaysWhetherItMayHaveRun() {
		ObservedCall observed = ObservedCall.call("shop", outgoing());
		observed.answered(RpcReply.failure(RpcFailure.neverSent(RpcStatus.UNAVAILABLE, "refused", null)));
		assertThat(OpenTelemetryNames.attributes(observed)).containsExactlyInAnyOrder(KeyValue.of("rpc.attempts", "0"),
				KeyValue.of("rpc.may_have_executed", "false"));
	}

	private RpcCall outgoing() {
		return RpcCall.outgoing(this.reserve, new Object[] { "secret", 1 }, RpcHeaders.empty(), LATER,
				new Cancellation());
	}

	private static RpcCall incoming(MethodContract method) {
		return RpcCall.incoming(method, RequestBody.of(new TestRpc().codec(), InputStream::nullInputStream),
				RpcHeaders.empty(), LATER, new RpcPeer("127.0.0.1", null), new Cancellation());
	}

	private static String label(ObservedCall observed, String key) {
		return OpenTelemetryNames.labels(observed)
			.stream()
			.filter((one) -> one.getKey().equals(key))
			.map(KeyValue::getValue)
			.findFirst()
			.orElseThrow();
	}

}
