package io.github.rpcboot.provider;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcPeer;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcStreams;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.protocol.TestRpc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which thread runs what a bean does when its stream is canceled.
 */
@Timeout(30)
class StreamMethodTests {

	private static final Duration SHORT = Duration.ofMillis(100);

	private static final Duration LONG = Duration.ofSeconds(20);

	private final TestRpc rpc = new TestRpc();

	private final Silent bean = new Silent();

	private RpcReply handle(Duration idle, Deadline deadline) {
		MethodContract method = this.rpc.contract(Saying.class).methods().iterator().next();
		RpcCall call = RpcCall
			.incoming(method, this.rpc.codec().body(new byte[] { '{', '}' }), RpcHeaders.empty(), deadline,
					RpcPeer.LOCAL, new Cancellation())
			.streaming(RpcStreams.incoming(null, (message) -> true));
		return new StreamMethod(method, Silent.class, () -> this.bean, null, new HandlerFailures(List.of()),
				Runnable::run, idle)
			.handle(call);
	}

	private String canceledBy() throws InterruptedException {
		return this.bean.canceledBy.poll(5, TimeUnit.SECONDS);
	}

	@Test
	void theEndOfTheTimeCancelsTheBeansPublisherOnAThreadThatMayBlock() throws InterruptedException {
		RpcReply reply = handle(LONG, Deadline.after(SHORT, "the test"));
		assertThat(reply.failure().status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(canceledBy()).startsWith("rpc-apart-");
	}

	@Test
	void theTimerItselfNeverCancelsAQuietPublisher() throws InterruptedException {
		RpcReply reply = handle(SHORT, Deadline.unbounded());
		assertThat(reply.failure().status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(canceledBy()).isNotNull().isNotEqualTo("rpc-timer");
	}

	interface Saying {

		Flow.Publisher<String> words();

	}

	static final class Silent implements Saying {

		private final LinkedBlockingQueue<String> canceledBy = new LinkedBlockingQueue<>();

		@Override
		public Flow.Publisher<String> words() {
			return (subscriber) -> subscriber.onSubscribe(new Flow.Subscription() {

				@Override
				public void request(long count) {
				}

				@Override
				public void cancel() {
					Silent.this.canceledBy.add(Thread.currentThread().getName());
				}

			});
		}

	}

}
