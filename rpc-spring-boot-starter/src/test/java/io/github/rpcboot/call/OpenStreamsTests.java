package io.github.rpcboot.call;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.RpcStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The end of the streams of a server that stops.
 */
@Timeout(30)
class OpenStreamsTests {

	private static final RpcReply DONE = RpcReply.success(new byte[0], false);

	private final OpenStreams streams = new OpenStreams();

	private static RpcReply canceled() {
		return RpcReply.failure(RpcFailure.over(RpcStatus.CANCELED, "The caller gave up.", true));
	}

	private RpcReply open(Cancellation stream, CountDownLatch begun) {
		CompletableFuture<RpcReply> end = new CompletableFuture<>();
		stream.onCancel(() -> end.complete(canceled()));
		return this.streams.during(stream, () -> {
			begun.countDown();
			return end.join();
		});
	}

	@Test
	void oneWhoseEndBlocksKeepsNoOtherOpenAndNobodyWaitsForIt() throws Exception {
		CountDownLatch released = new CountDownLatch(1);
		List<CompletableFuture<RpcReply>> replies = new ArrayList<>();
		CountDownLatch begun = new CountDownLatch(4);
		for (int i = 0; i < 4; i++) {
			Cancellation stream = new Cancellation();
			if (i % 2 == 0) {
				stream.onCancel(() -> await().until(() -> released.getCount() == 0));
			}
			CompletableFuture<RpcReply> reply = new CompletableFuture<>();
			new Thread(() -> reply.complete(open(stream, begun))).start();
			replies.add(reply);
		}
		begun.await();
		this.streams.end();
		for (int i : List.of(1, 3)) {
			assertThat(replies.get(i).get(5, TimeUnit.SECONDS).failure().status()).isEqualTo(RpcStatus.UNAVAILABLE);
		}
		assertThat(replies.get(0)).isNotDone();
		released.countDown();
		replies.forEach(CompletableFuture::join);
	}

	@Test
	void whatIsCanceledByItsCallerOrFailsOtherwiseStaysWhatItIs() {
		assertThat(this.streams.during(new Cancellation(), OpenStreamsTests::canceled).failure().status())
			.isEqualTo(RpcStatus.CANCELED);
		assertThat(this.streams.during(new Cancellation(), () -> DONE)).isSameAs(DONE);
	}

	@Test
	void aStreamThatWouldBeginBehindTheEndIsRefused() {
		this.streams.end();
		RpcFailure refused = this.streams.during(new Cancellation(), () -> DONE).failure();
		assertThat(refused.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(refused.mayHaveExecuted()).isFalse();
	}

}
