package io.github.rpcboot.protocol;

import java.util.concurrent.atomic.AtomicReference;

import feign.Client;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.http.HttpTransport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.rpcboot.protocol.Timing.timed;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * HTTP over a Feign client of the application's own, here Feign's default one.
 */
class HttpTransportOverFeignTests extends HttpTransportTests {

	@Override
	Transport connect() {
		HttpTransport.Settings settings = new HttpTransport.Settings("/rpc", false, this.rpc.limits().responseBytes());
		return HttpTransport.over(new Client.Default(null, null), this.rpc.codec(), this.rpc.errors(), settings);
	}

	@Test
	@Override
	@DisplayName("an interrupted caller is freed by the deadline, since nothing ends the read of a foreign client")
	void anInterruptedCallerIsFreedAtOnce() {
		AtomicReference<RpcException> failure = new AtomicReference<>();
		Probe probe = warm(probe(SHORT));
		assertThat(timed(SHORT.plus(TOLERANCE),
				() -> startAndInterrupt(() -> failure.set(failureOf(() -> probe.hang("x"))))))
			.isLessThan(SHORT.plus(TOLERANCE));
		assertThat(failure.get().status()).isEqualTo(RpcStatus.CANCELED);
	}

	@Test
	@Override
	@DisplayName("all values of one name arrive, in an order of the JDK's own")
	void metadataOfTheAnswerArrivesAtTheCaller() {
		answer(RpcHeaders.empty().with("x-tag", "one").with("x-tag", "two").withBinary("x-key-bin", new byte[] { 5 }));
		probe().echo("");
		assertThat(this.answered.all("X-Tag")).containsExactlyInAnyOrder("one", "two");
		assertThat(this.answered.getBinary("x-key-bin")).containsExactly(5);
	}

	@ParameterizedTest
	@EnumSource
	@Override
	@DisplayName("every status arrives, with its message but for 401, which the JDK keeps to itself")
	void everyStatusOfAHandlerArrivesWithItsMessage(RpcStatus status) {
		RpcException failure = failureOf(() -> probe().fail(status, "No, " + status));
		assertThat(failure.status()).isEqualTo(status);
		if (status != RpcStatus.UNAUTHENTICATED) {
			assertThat(failure.reason()).isEqualTo("No, " + status);
		}
	}

}
