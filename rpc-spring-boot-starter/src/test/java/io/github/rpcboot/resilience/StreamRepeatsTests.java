package io.github.rpcboot.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteMethod;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.MessageStream;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.consumer.RemoteReferences;
import io.github.rpcboot.consumer.RemoteTarget;
import io.github.rpcboot.protocol.TestRpc;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Which calls with streams are repeated, and what the repeat sends.
 */
class StreamRepeatsTests {

	private static final Endpoint ENDPOINT = Endpoint.parse("inprocess://local", "the test");

	private static final RpcFailure BROKEN = RpcFailure.ambiguous(RpcStatus.UNAVAILABLE, "It broke.", null);

	private final TestRpc rpc = new TestRpc();

	private final PayloadCodec codec = this.rpc.codec();

	private final AtomicInteger attempts = new AtomicInteger();

	private final List<List<String>> sent = new ArrayList<>();

	private Calls calls(Carrier carrier) {
		Transport transport = new Transport() {

			@Override
			public PayloadCodec codec() {
				return StreamRepeatsTests.this.codec;
			}

			@Override
			public RpcReply send(RpcCall call, Endpoint endpoint) {
				return carrier.carry(call, StreamRepeatsTests.this.attempts.incrementAndGet());
			}

		};
		Resilience resilience = Resilience.of("numbers", () -> List.of(ENDPOINT), RpcEvents.all(List.of()));
		RpcHandler attempt = RemoteTarget.attempt("numbers", () -> List.of(ENDPOINT), TestRpc.onlyOne(), transport);
		RpcHandler chain = RpcHandler.chain(List.of(resilience.limit(1, "the test"), resilience.retries((m) -> 3, 1.0)),
				attempt);
		RemoteTarget target = new RemoteTarget("numbers", chain,
				(method) -> new RemoteTarget.CallSettings(Duration.ofSeconds(5), "the test"), transport.codec());
		return new RemoteReferences(this.rpc.parser(), (value, type) -> target, List.of()).get(Calls.class, "numbers");
	}

	private void drain(RpcCall call, int most) {
		List<String> messages = new ArrayList<>();
		this.sent.add(messages);
		MessageStream requests = call.streams().send(this.codec.forMethod(call.method()));
		for (byte[] next = requests.next(); next != null; next = requests.next()) {
			messages.add(new String(next));
			if (messages.size() == most) {
				return;
			}
		}
		assertThat(requests.failure()).isNull();
	}

	private static RpcReply answer(byte[]... messages) {
		return RpcReply.streaming(new Fixed(null, messages));
	}

	private static byte[] word(int number) {
		return ("{\"result\":\"" + number + "\"}").getBytes();
	}

	@Test
	void aStreamThatBreaksBeforeItsFirstMessageIsRepeatedIfItsMethodMayBe() {
		Calls calls = calls((call, attempt) -> (attempt < 3) ? RpcReply.streaming(new Fixed(BROKEN)) : answer(word(1)));
		assertThat(calls.words().toList()).containsExactly("1");
		assertThat(this.attempts).hasValue(3);
	}

	@Test
	void aStreamOfAnUnknownMethodIsNotRepeated() {
		Calls calls = calls((call, attempt) -> RpcReply.streaming(new Fixed(BROKEN)));
		RpcException failure = catchThrowableOfType(RpcException.class, calls::unknown);
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void aStreamThatBreaksInTheMiddleIsNotRepeated() {
		Calls calls = calls((call, attempt) -> RpcReply.streaming(new Fixed(BROKEN, word(1))));
		Iterator<String> words = calls.words().iterator();
		assertThat(words.next()).isEqualTo("1");
		assertThat(catchThrowableOfType(RpcException.class, words::next).status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void aShortRequestStreamIsSentAgainFromItsBeginning() {
		Calls calls = calls((call, attempt) -> {
			drain(call, (attempt == 1) ? 2 : Integer.MAX_VALUE);
			return (attempt == 1) ? RpcReply.failure(BROKEN) : RpcReply.success("{}".getBytes(), false);
		});
		calls.take(Stream.of("a", "b", "c"));
		assertThat(this.sent).hasSize(2);
		assertThat(this.sent.get(0)).containsExactly("{\"texts\":\"a\"}", "{\"texts\":\"b\"}");
		assertThat(this.sent.get(1)).containsExactly("{\"texts\":\"a\"}", "{\"texts\":\"b\"}", "{\"texts\":\"c\"}");
	}

	@Test
	void aLongRequestStreamIsNotSentAgain() {
		Calls calls = calls((call, attempt) -> {
			drain(call, Integer.MAX_VALUE);
			return RpcReply.failure(BROKEN);
		});
		String large = "x".repeat(33_000);
		RpcException failure = catchThrowableOfType(RpcException.class, () -> calls.take(Stream.of(large, large)));
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void aStreamHoldsTheLimitUntilItEnds() {
		Calls calls = calls((call, attempt) -> answer(word(1), word(2)));
		Stream<String> open = calls.words();
		RpcException failure = catchThrowableOfType(RpcException.class, calls::words);
		assertThat(failure.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED);
		open.close();
		for (int i = 0; i < 3; i++) {
			assertThat(calls.words().toList()).containsExactly("1", "2");
		}
	}

	interface Calls {

		@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
		Stream<String> words();

		Stream<String> unknown();

		@RemoteMethod(idempotency = Idempotency.IDEMPOTENT)
		void take(Stream<String> texts);

	}

	private interface Carrier {

		RpcReply carry(RpcCall call, int attempt);

	}

	/** Messages that are there, and how they end. */
	private static final class Fixed implements MessageStream {

		private final Iterator<byte[]> messages;

		private final RpcFailure failure;

		private Fixed(RpcFailure failure, byte[]... messages) {
			this.failure = failure;
			this.messages = Arrays.asList(messages).iterator();
		}

		@Override
		public byte[] next() {
			return this.messages.hasNext() ? this.messages.next() : null;
		}

		@Override
		public RpcFailure failure() {
			return this.failure;
		}

		@Override
		public void close() {
		}

	}

}
