package io.github.rpcboot.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClientLimitTests {

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final ExecutorService callers = Executors.newCachedThreadPool();

	private final CountDownLatch end = new CountDownLatch(1);

	private final ClientLimit limit = limit(2);

	private ClientLimit limit(int most) {
		return new ClientLimit("orders", most, "rpc.consumer.targets.orders.max-in-flight",
				(kind, subject, instance) -> this.events.add(kind + " " + subject + " " + instance));
	}

	@AfterEach
	void endCalls() {
		this.end.countDown();
		this.callers.shutdownNow();
	}

	private static RpcCall call(long millis) {
		return Calls.call(Idempotency.UNKNOWN, Deadline.after(Duration.ofMillis(millis), "test"));
	}

	private RpcReply hang(RpcCall call, CountDownLatch started) {
		started.countDown();
		try {
			this.end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return Calls.SUCCESS;
	}

	private List<Future<RpcReply>> fill(ClientLimit limit, int calls) throws InterruptedException {
		CountDownLatch started = new CountDownLatch(calls);
		List<Future<RpcReply>> replies = new ArrayList<>();
		for (int i = 0; i < calls; i++) {
			replies.add(this.callers.submit(() -> limit.intercept(call(60_000), (call) -> hang(call, started))));
		}
		assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
		return replies;
	}

	@Test
	void oneMoreIsRefusedAfterATenthOfASecond() throws InterruptedException {
		fill(this.limit, 2);
		long started = System.nanoTime();
		RpcFailure failure = this.limit.intercept(call(3000), (call) -> Calls.SUCCESS).failure();
		long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);

		assertThat(took).isBetween(100L, 5000L);
		assertThat(failure.status()).isEqualTo(RpcStatus.RESOURCE_EXHAUSTED);
		assertThat(failure.failureClass()).isEqualTo(FailureClass.OVER);
		assertThat(failure.mayHaveExecuted()).isFalse();
		assertThat(failure.message()).isEqualTo("2 calls to 'orders' are in flight, and none of them ended in time. "
				+ "Raise 'rpc.consumer.targets.orders.max-in-flight', or call less.");
		assertThat(this.events).containsExactly("LIMIT_REACHED orders null");
	}

	/** The quickest of some, for the machine may be busy. */
	@ParameterizedTest
	@ValueSource(longs = { 20, -5 })
	void nobodyWaitsLongerThanItsDeadline(long millis) throws InterruptedException {
		fill(this.limit, 2);
		long quickest = Long.MAX_VALUE;
		for (int i = 0; i < 5; i++) {
			long started = System.nanoTime();
			assertThat(this.limit.intercept(call(millis), (call) -> Calls.SUCCESS).failure()).isNotNull();
			quickest = Math.min(quickest, System.nanoTime() - started);
		}

		assertThat(TimeUnit.NANOSECONDS.toMillis(quickest)).isLessThan(90);
	}

	@Test
	void whoeverWaitsIsLetInWhenACallEnds() throws Exception {
		List<Future<RpcReply>> replies = fill(this.limit, 2);
		Future<RpcReply> third = this.callers.submit(() -> {
			RpcReply reply = this.limit.intercept(call(60_000), (call) -> Calls.SUCCESS);
			while (reply.failure() != null) {
				reply = this.limit.intercept(call(60_000), (call) -> Calls.SUCCESS);
			}
			return reply;
		});
		this.end.countDown();

		assertThat(third.get(10, TimeUnit.SECONDS)).isSameAs(Calls.SUCCESS);
		for (Future<RpcReply> reply : replies) {
			assertThat(reply.get(10, TimeUnit.SECONDS)).isSameAs(Calls.SUCCESS);
		}
		assertThat(this.limit.inFlight()).isZero();
	}

	@Test
	void theUsualLimitLetsInAThousandAndTwentyFour() {
		ClientLimit usual = limit(1024);
		int[] depth = new int[1];
		RpcReply reply = nested(usual, depth);

		assertThat(depth[0]).isEqualTo(1024);
		assertThat(reply.failure().message()).startsWith("1024 calls to 'orders' are in flight");
		assertThat(usual.inFlight()).isZero();
	}

	private static RpcReply nested(ClientLimit limit, int[] depth) {
		return limit.intercept(call(3000), (call) -> {
			depth[0]++;
			return nested(limit, depth);
		});
	}

	@Test
	void noPermitIsLostByFailuresAndExceptions() {
		RpcReply failure = RpcReply.failure(Calls.failure(FailureClass.AMBIGUOUS));
		for (int i = 0; i < 100; i++) {
			assertThat(this.limit.intercept(call(3000), (call) -> failure)).isSameAs(failure);
			assertThatThrownBy(() -> this.limit.intercept(call(3000), (call) -> {
				throw new IllegalStateException("x");
			})).isInstanceOf(IllegalStateException.class);
			assertThatThrownBy(() -> this.limit.intercept(call(3000), (call) -> {
				throw new StackOverflowError();
			})).isInstanceOf(StackOverflowError.class);
		}

		assertThat(this.limit.inFlight()).isZero();
	}

	@Test
	void anInterruptedCallerDoesNotWaitAndTheMarkStays() throws InterruptedException {
		fill(this.limit, 2);
		Thread.currentThread().interrupt();
		RpcFailure failure = this.limit.intercept(call(3000), (call) -> Calls.SUCCESS).failure();

		assertThat(Thread.interrupted()).isTrue();
		assertThat(failure.status()).isEqualTo(RpcStatus.CANCELED);
		assertThat(failure.message()).isEqualTo("The caller gave up.");
		assertThat(this.limit.inFlight()).isEqualTo(2);
		assertThat(this.events).isEmpty();
	}

}
