package io.github.rpcboot.call;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.protocol.Flows;
import io.github.rpcboot.protocol.TestRpc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class RequestMessagesTests {

	private static final String END = "end";

	/** Of two of them only one is kept. */
	private static final String LARGE = "a".repeat(40_000);

	private final TestRpc rpc = new TestRpc();

	private final MethodCodec codec = this.rpc.codec().forMethod(this.rpc.contract(Flows.class).method("echo"));

	private final LinkedBlockingQueue<String> elements = new LinkedBlockingQueue<>(List.of(LARGE));

	private final CountDownLatch pulled = new CountDownLatch(2);

	private final RequestMessages messages = new RequestMessages(new ElementSource() {

		@Override
		public Object next() throws InterruptedException {
			RequestMessagesTests.this.pulled.countDown();
			String element = RequestMessagesTests.this.elements.take();
			return element.equals(END) ? null : element;
		}

		@Override
		public void close() {
		}

	});

	private static String text(byte[] message) {
		return (message != null) ? new String(message) : null;
	}

	@Test
	void anAttemptSendsWhatIsKeptWhileTheOneBeforeItWaitsAndLosesNothingOfWhatThatGets() throws Exception {
		MessageStream first = this.messages.begin(this.codec);
		assertThat(text(first.next())).contains(LARGE);
		CompletableFuture<byte[]> late = CompletableFuture.supplyAsync(first::next);
		assertThat(this.pulled.await(5, TimeUnit.SECONDS)).isTrue();
		first.close();
		MessageStream second = this.messages.begin(this.codec);
		assertThat(text(second.next())).contains(LARGE);
		CompletableFuture<byte[]> next = CompletableFuture.supplyAsync(second::next);
		this.elements.addAll(List.of("x".repeat(40_000), "c", END));
		late.get(5, TimeUnit.SECONDS);
		assertThat(text(next.get(5, TimeUnit.SECONDS))).contains("xxx");
		assertThat(text(second.next())).contains("\"c\"");
		assertThat(second.next()).isNull();
		assertThat(second.failure()).isNull();
		assertThat(this.messages.failure()).isNull();
		assertThat(this.messages.isReplayable()).isFalse();
	}

	@Test
	void anAttemptThatIsClosedDoesNotWaitForTheElementOfAnother() throws Exception {
		MessageStream first = this.messages.begin(this.codec);
		first.next();
		CompletableFuture<byte[]> late = CompletableFuture.supplyAsync(first::next);
		assertThat(this.pulled.await(5, TimeUnit.SECONDS)).isTrue();
		MessageStream second = this.messages.begin(this.codec);
		second.next();
		CompletableFuture<byte[]> next = CompletableFuture.supplyAsync(second::next);
		second.close();
		assertThat(next.get(5, TimeUnit.SECONDS)).isNull();
		assertThat(late).isNotDone();
		this.elements.add(END);
		late.get(5, TimeUnit.SECONDS);
	}

}
