package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import feign.Client;
import feign.Response;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.rpcboot.protocol.Timing.timed;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a Feign client of the application's own makes of bad servers.
 */
class FeignClientTests extends ClientFixture {

	private static final String OK = ScriptedServer.json("{\"result\":\"Hello\"}");

	@Override
	Transport transport() {
		return over(new Client.Default(null, null));
	}

	private Transport over(Client client) {
		return HttpTransport.over(client, this.rpc.codec(), this.rpc.errors(),
				new HttpTransport.Settings("/rpc", false, this.rpc.limits().responseBytes()));
	}

	@Test
	void aHangingServerIsLeftByTheDeadline() {
		serve(ScriptedServer.start(ScriptedServer.Exchange::hang));
		assertThat(failsInTime(probe(SHORT)).status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1000, 50, 5 })
	void aBodyThatDripsIsLeftAtItsFirstByteAfterTheDeadline(long pause) {
		serve(ScriptedServer.start((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n");
			exchange.drip("{\"result\":\"" + "x".repeat(8000), pause);
		}));
		assertThat(failsInTime(probe(SHORT)).status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1000, 50, 5 })
	void aChunkedBodyThatDripsIsLeftAtItsFirstByteAfterTheDeadline(long pause) {
		serve(ScriptedServer.start((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
			exchange.drip("1\r\n{\r\n".repeat(1000), pause);
		}));
		assertThat(failsInTime(probe(SHORT)).status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
	}

	/** As the JDK's does, which reads what is left of a stream that was closed before. */
	@Test
	void aClientThatIsLongInClosingHoldsNobodyBeyondTheDeadline() {
		CountDownLatch stopped = new CountDownLatch(1);
		this.transport.close();
		this.transport = over((request, options) -> {
			Response response = new Client.Default(null, null).execute(request, options);
			return response.toBuilder().body(new LongInClosing(response.body(), stopped)).build();
		});
		serve(ScriptedServer.start((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n");
			exchange.drip("{\"result\":\"" + "x".repeat(8000), 50);
		}));
		assertThat(failsInTime(probe(SHORT)).status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		stopped.countDown();
	}

	private RpcException failsInTime(Probe probe) {
		Duration latest = LATEST.plusMillis(400);
		AtomicReference<RpcException> thrown = new AtomicReference<>();
		assertThat(timed(latest, () -> thrown.set(failureOf(() -> probe.echo("x"))))).isBetween(SHORT.minusMillis(10),
				latest);
		return thrown.get();
	}

	@Test
	void aRefusedConnectionProvesNothingSinceTheClientMayHaveRepeatedTheRequestBefore() {
		ScriptedServer gone = serve(ScriptedServer.answering(OK));
		gone.close();
		RpcException thrown = failureOf(() -> probe().nothing());
		assertThat(thrown.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(thrown.reason()).contains("does not accept connections");
		assertThat(thrown.mayHaveExecuted()).isTrue();
		assertThat(this.failure.failureClass()).isEqualTo(FailureClass.AMBIGUOUS);
	}

	@Test
	void aCallIsNeverSentTwiceBehindOurBack() {
		serve(ScriptedServer.start((exchange) -> {
			if (exchange.number() == 1) {
				exchange.write(OK);
			}
			else {
				exchange.close();
			}
		}));
		probe().echo("one");
		RpcException thrown = failureOf(() -> probe().echo("two"));
		assertThat(thrown.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(thrown.mayHaveExecuted()).isTrue();
		assertThat(server().requests()).hasSize(2);
	}

	@Test
	void anUnauthenticatedCallKeepsItsStatusThoughTheJdkHidesTheAnswer() {
		serve(ScriptedServer.answering(ScriptedServer.response("401 X", "application/json",
				"{\"code\":\"unauthenticated\",\"message\":\"No token.\"}")));
		assertThat(failureOf(() -> probe().nothing()).status()).isEqualTo(RpcStatus.UNAUTHENTICATED);
	}

	/**
	 * A body whose closing waits.
	 *
	 * @param body the real one
	 * @param stopped the end of the test
	 */
	private record LongInClosing(Response.Body body, CountDownLatch stopped) implements Response.Body {

		@Override
		public Integer length() {
			return this.body.length();
		}

		@Override
		public boolean isRepeatable() {
			return false;
		}

		@Override
		public InputStream asInputStream() throws IOException {
			return this.body.asInputStream();
		}

		@Override
		public Reader asReader(Charset charset) throws IOException {
			return this.body.asReader(charset);
		}

		@Override
		public void close() throws IOException {
			try {
				this.stopped.await(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.body.close();
		}

	}

}
