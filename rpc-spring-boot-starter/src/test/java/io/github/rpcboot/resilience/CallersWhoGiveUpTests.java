package io.github.rpcboot.resilience;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class CallersWhoGiveUpTests {

	private final RetryBench bench = new RetryBench(3);

	@AfterEach
	void noInterruptStays() {
		Thread.interrupted();
	}

	@ParameterizedTest
	@EnumSource(value = FailureClass.class, names = { "NEVER_SENT", "REFUSED", "AMBIGUOUS" })
	void nothingIsRepeatedForACanceledCall(FailureClass failureClass) {
		RpcCall call = this.bench.call(Idempotency.IDEMPOTENT);
		this.bench.does(call.cancellation()::cancel, RpcReply.failure(Calls.failure(failureClass)));
		this.bench.send(call);

		assertThat(call.attempts()).hasSize(1);
		assertThat(this.bench.budgetTaken()).isZero();
	}

	@ParameterizedTest
	@EnumSource(value = FailureClass.class, names = { "NEVER_SENT", "REFUSED", "AMBIGUOUS" })
	void nothingIsRepeatedForAnInterruptedCallerAndTheMarkStays(FailureClass failureClass) {
		RpcCall call = this.bench.call(Idempotency.IDEMPOTENT);
		this.bench.does(Thread.currentThread()::interrupt, RpcReply.failure(Calls.failure(failureClass)));
		this.bench.send(call);

		assertThat(call.attempts()).hasSize(1);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

	@Test
	void cancelingEndsAPause() throws Exception {
		Cancellation cancellation = new Cancellation();
		AtomicBoolean whole = new AtomicBoolean(true);
		CountDownLatch ended = new CountDownLatch(1);
		Thread caller = new Thread(() -> {
			whole.set(Pause.REAL.pause(TimeUnit.MINUTES.toNanos(1), cancellation));
			ended.countDown();
		});
		caller.start();
		cancellation.cancel();

		assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(whole).isFalse();
	}

	@Test
	void interruptingEndsAPauseAndTheMarkStays() {
		Thread.currentThread().interrupt();

		assertThat(Pause.REAL.pause(TimeUnit.MINUTES.toNanos(1), new Cancellation())).isFalse();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

	@Test
	void aPauseThatNobodyEndsLastsItsTime() {
		long started = System.nanoTime();

		assertThat(Pause.REAL.pause(Duration.ofMillis(20).toNanos(), new Cancellation())).isTrue();
		assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
	}

}
