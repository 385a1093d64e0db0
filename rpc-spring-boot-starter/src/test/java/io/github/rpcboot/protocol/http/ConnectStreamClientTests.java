package io.github.rpcboot.protocol.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointPicker;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.consumer.RemoteReferences;
import io.github.rpcboot.consumer.RemoteTarget;
import io.github.rpcboot.protocol.Flows;
import io.github.rpcboot.protocol.HttpClients;
import io.github.rpcboot.protocol.TestRpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * What the client makes of streams that are not as they should be.
 */
class ConnectStreamClientTests {

	private static final HttpTransport.Settings SETTINGS = new HttpTransport.Settings("/rpc", false, 65536);

	private static final byte[] WORD = Envelopes.wrap(0, "{\"result\":\"w\"}".getBytes(StandardCharsets.UTF_8));

	private static final byte[] NUMBER = Envelopes.wrap(0, "{\"result\":7}".getBytes(StandardCharsets.UTF_8));

	private static final byte[] END = Envelopes.wrap(2, "{}".getBytes(StandardCharsets.UTF_8));

	private final TestRpc rpc = new TestRpc();

	private final Transport transport = HttpClients.sockets(this.rpc, SETTINGS);

	private ScriptedServer server;

	@AfterEach
	void stop() {
		assertThat(this.transport.connections().leased()).isZero();
		this.transport.close();
		if (this.server != null) {
			this.server.close();
		}
	}

	private Flows flows(byte[]... body) {
		this.server = ScriptedServer.start((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/connect+json\r\n\r\n");
			exchange.write(join(body));
			exchange.close();
		});
		return client();
	}

	private Flows client() {
		return this.rpc.client(Flows.class, this.transport, Endpoint.parse(this.server.url(), "the test"),
				Duration.ofSeconds(5));
	}

	private static byte[] join(byte[]... parts) {
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			joined.writeBytes(part);
		}
		return joined.toByteArray();
	}

	private static RpcException failureOf(Runnable call) {
		RpcException failure = catchThrowableOfType(RpcException.class, call::run);
		assertThat(failure).as("the failure").isNotNull();
		return failure;
	}

	@Test
	void theRequestIsOneEnvelopeAndGivesNoTotal() {
		assertThat(flows(WORD, END).words(7).toList()).containsExactly("w");
		ScriptedServer.Request request = this.server.requests().get(0);
		assertThat(request.line()).isEqualTo("POST /rpc/Flows/words HTTP/1.1");
		assertThat(request.header("Content-Type")).isEqualTo("application/connect+json");
		assertThat(request.header("Connect-Protocol-Version")).isEqualTo("1");
		assertThat(request.header("Connect-Timeout-Ms")).isNull();
		assertThat(request.body()).isEqualTo(Envelopes.wrap(0, "{\"count\":7}".getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void aStreamWithoutEndIsCut() {
		Iterator<String> words = flows(WORD).words(1).iterator();
		assertThat(words.next()).isEqualTo("w");
		RpcException failure = failureOf(words::next);
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(failure.mayHaveExecuted()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 5, 8 })
	void anEnvelopeThatIsCutFailsTheStream(int bytes) {
		Iterator<String> words = flows(WORD, Arrays.copyOf(WORD, bytes)).words(2).iterator();
		assertThat(words.next()).isEqualTo("w");
		assertThat(failureOf(words::next).status()).isEqualTo(RpcStatus.UNAVAILABLE);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4, 64, 255 })
	void flagsThatWereNotAskedForFailTheStream(int flags) {
		byte[] wrong = WORD.clone();
		wrong[0] = (byte) flags;
		assertThat(failureOf(() -> flows(wrong, END).words(1)).status()).isEqualTo(RpcStatus.INTERNAL);
	}

	@Test
	void aMessageOverTheLimitIsNotRead() {
		RpcException failure = failureOf(() -> flows(new byte[] { 0, 127, -1, -1, -1 }).words(1));
		assertThat(failure.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED);
		assertThat(failure.reason()).isEqualTo("The response is larger than 65536 bytes.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "{", "null", "{\"error\":7}", "{\"error\":{\"code\":\"gone\"}}" })
	void anEndThatCannotBeReadFailsTheStream(String end) {
		byte[] wrong = Envelopes.wrap(2, end.getBytes(StandardCharsets.UTF_8));
		assertThat(failureOf(() -> flows(wrong).words(1)).status()).isEqualTo(RpcStatus.INTERNAL);
	}

	@Test
	void anElementThatCannotBeReadFailsTheStream() {
		byte[] wrong = Envelopes.wrap(0, "{\"result\":[]}".getBytes(StandardCharsets.UTF_8));
		Iterator<String> words = flows(WORD, wrong, END).words(1).iterator();
		assertThat(words.next()).isEqualTo("w");
		assertThat(failureOf(words::next).mayHaveExecuted()).isTrue();
	}

	@Test
	void theEndOfAnotherServerIsRead() {
		byte[] end = Envelopes.wrap(2,
				("{\"error\":{\"code\":\"not_found\",\"message\":\"None\",\"details\":[]},"
						+ "\"metadata\":{\"x-one\":[\"1\",\"2\"],\"bad name\":[\"x\"],\"x-two\":\"3\"}}")
					.getBytes(StandardCharsets.UTF_8));
		RpcException failure = failureOf(() -> flows(end).words(1));
		assertThat(failure.status()).isEqualTo(RpcStatus.NOT_FOUND);
		assertThat(failure.reason()).isEqualTo("None");
	}

	@Test
	void bytesBehindTheEndKeepTheConnectionFromBeingUsedAgain() {
		assertThat(flows(WORD, END, WORD).words(1).toList()).containsExactly("w");
		assertThat(this.transport.connections().idle()).isZero();
	}

	@Test
	void anAnswerThatIsNoStreamIsAFailure() {
		this.server = ScriptedServer.answering(ScriptedServer.json("{\"result\":\"w\"}"));
		assertThat(failureOf(() -> client().words(1)).status()).isEqualTo(RpcStatus.INTERNAL);
	}

	@Test
	void aRefusalInPlainHttpIsRead() {
		this.server = ScriptedServer.answering(ScriptedServer.response("503 No", "application/json",
				"{\"code\":\"unavailable\",\"message\":\"Later\"}"));
		RpcException failure = failureOf(() -> client().words(1));
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(failure.reason()).isEqualTo("Later");
	}

	@Test
	void aRefusedRequestStreamIsNotSentToItsEnd() {
		this.server = ScriptedServer.start((exchange) -> {
			exchange.write(ScriptedServer.response("429 No", "application/json",
					"{\"code\":\"resource_exhausted\",\"message\":\"Enough\"}"));
			exchange.hang();
		});
		RpcException failure = failureOf(() -> client().sum(Stream.generate(() -> 1L)));
		assertThat(failure.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED);
		assertThat(failure.reason()).isEqualTo("Enough");
	}

	@Test
	void closingAStreamClosesItsConnectionAtOnce() {
		this.server = ScriptedServer.start((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/connect+json\r\n\r\n");
			exchange.write(WORD);
			exchange.awaitEnd();
			exchange.close();
		});
		Stream<String> words = client().words(1);
		assertThat(this.server.openConnections()).isEqualTo(1);
		long start = System.nanoTime();
		words.close();
		await().atMost(Duration.ofSeconds(2)).until(() -> this.server.openConnections() == 0);
		assertThat(Duration.ofNanos(this.server.endedAt() - start)).isLessThan(Duration.ofSeconds(1));
	}

	@Test
	void aClientThatIsNotOursIsRefusedAtTheStart() {
		try (Transport apache = HttpTransport.over(HttpClients.create(), this.rpc.codec(), this.rpc.errors(),
				SETTINGS)) {
			RpcConfigurationException failure = catchThrowableOfType(RpcConfigurationException.class,
					() -> apache.prepare(this.rpc.contract(Flows.class).method("words")));
			assertThat(failure.description()).isEqualTo(
					"Flows/words has streams, and an HTTP client that is not our own hands out whole answers only.");
			assertThat(failure.action()).contains("Remove the proxy");
			apache.prepare(this.rpc.contract(Flows.class).method("hello"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "words", "sum" })
	void whoeverIsAboutToStopSaysSoAtTheHeadOfAStream(String method) {
		this.server = ScriptedServer.start((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/connect+json\r\nRpc-Draining: 1\r\n\r\n");
			exchange.write(join(method.equals("sum") ? NUMBER : WORD));
			exchange.write(END);
			exchange.close();
		});
		Told told = new Told();
		RemoteTarget target = new RemoteTarget("provider",
				RemoteTarget.attempt("provider", () -> List.of(Endpoint.parse(this.server.url(), "the test")), told,
						this.transport),
				(called) -> new RemoteTarget.CallSettings(Duration.ofSeconds(5), "the test"), this.transport.codec());
		Flows flows = new RemoteReferences(this.rpc.parser(), (value, type) -> target, List.of()).get(Flows.class,
				"provider");
		if (method.equals("sum")) {
			assertThat(flows.sum(Stream.empty())).isEqualTo(7);
			assertThat(told.signals).containsExactly("DRAINING");
		}
		else {
			Stream<String> words = flows.words(1);
			assertThat(told.signals).containsExactly("begun draining");
			assertThat(words.toList()).containsExactly("w");
			assertThat(told.signals).containsExactly("begun draining", "DRAINING");
		}
	}

	/** Notes what an instance says of itself. */
	private static final class Told implements EndpointPicker {

		private final List<String> signals = new ArrayList<>();

		@Override
		public Endpoint pick(List<Endpoint> endpoints, Collection<Endpoint> tried) {
			return endpoints.get(0);
		}

		@Override
		public void begun(Endpoint endpoint, boolean draining) {
			this.signals.add(draining ? "begun draining" : "begun");
		}

		@Override
		public void finished(Endpoint endpoint, AttemptOutcome outcome) {
			this.signals.add(outcome.name());
		}

	}

	@Test
	void manyAtATimeDoNotMix() {
		Flows flows = flows(WORD, WORD, END);
		List<Stream<String>> streams = Stream.generate(() -> flows.words(2)).limit(8).toList();
		streams.forEach((stream) -> assertThat(stream.toList()).containsExactly("w", "w"));
	}

}
