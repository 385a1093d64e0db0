package io.github.rpcboot.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import org.junit.jupiter.api.Test;

import static io.github.rpcboot.protocol.Timing.timed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * What every transport promises about times and threads. The callers are platform
 * threads, whose reads of a socket nothing interrupts.
 */
abstract class AbstractTransportTimeTests extends TransportFixture {

	static final Duration SHORT = Duration.ofMillis(300);

	/** Enough to arrive, and little enough to wait for its end. */
	private static final Duration SECOND = Duration.ofSeconds(1);

	static final Duration TOLERANCE = Duration.ofMillis(50);

	private static final Duration AT_ONCE = Duration.ofMillis(200);

	@Test
	void aHangingHandlerIsLeftByTheDeadline() {
		Probe probe = warm(probe(SHORT));
		AtomicReference<RpcException> failure = new AtomicReference<>();
		assertThat(timed(SHORT.plus(TOLERANCE), () -> failure.set(failureOf(() -> probe.hang("x")))))
			.isBetween(SHORT.minusMillis(5), SHORT.plus(TOLERANCE));
		assertThat(failure.get().status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.get().reason()).isEqualTo("No answer came before the deadline.");
		assertThat(failure.get().mayHaveExecuted()).isTrue();
		assertThat(failure.get().deadlineOrigin()).isEqualTo("0.3 s from the test");
	}

	@Test
	void aFutureThatNeverCompletesIsLeftByTheDeadline() {
		Probe probe = warm(probe(SHORT));
		AtomicReference<Throwable> failure = new AtomicReference<>();
		assertThat(timed(SHORT.plus(TOLERANCE), () -> failure.set(catchThrowable(() -> probe.never().join()))))
			.isBetween(SHORT.minusMillis(5), SHORT.plus(TOLERANCE));
		assertThat(failure.get()).isInstanceOf(CompletionException.class);
		assertThat(((RpcException) failure.get().getCause()).status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
	}

	@Test
	void theHandlerOfAnExpiredCallIsNotInterruptedButSeesThatItIsOver() throws InterruptedException {
		Probe probe = warm(probe(SECOND));
		failureOf(() -> probe.hang("x"));
		this.bean.awaitEntered();
		await().until(() -> this.bean.context().isCanceled());
		assertThat(this.bean.handler().isInterrupted()).isFalse();
	}

	@Test
	void aLateResultIsDiscardedAndHarmsNoLaterCall() {
		Probe probe = warm(probe(SHORT));
		failureOf(() -> probe.hang("late"));
		this.bean.release();
		assertThat(probe().echo("next")).isEqualTo("next");
	}

	@Test
	void theHandlerSeesNoMoreTimeThanTheCallerHas() {
		assertThat(probe(LONG).remainingMillis()).isBetween(LONG.toMillis() / 2, LONG.toMillis());
	}

	@Test
	void aCallWithLessThanFiveMillisecondsIsNotSent() {
		RpcException failure = failureOf(() -> probe(Duration.ofMillis(4)).echo("x"));
		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.reason()).isEqualTo("Less than 5 ms were left of the deadline, so nothing was sent.");
		assertThat(failure.mayHaveExecuted()).isFalse();
		assertThat(this.bean.calls()).isZero();
	}

	@Test
	void anAsynchronousCallThatIsCanceledIsOverAtOnce() {
		Probe probe = warm(probe());
		AtomicReference<CompletableFuture<String>> future = new AtomicReference<>();
		assertThat(timed(AT_ONCE, () -> {
			future.set(probe.never());
			this.bean.awaitEntered();
			future.get().cancel(true);
		})).isLessThan(AT_ONCE);
		assertThat(future.get()).isCancelled();
	}

	@Test
	void anInterruptedCallerIsFreedAtOnce() {
		AtomicReference<Throwable> failure = new AtomicReference<>();
		AtomicBoolean flag = new AtomicBoolean();
		Probe probe = warm(probe());
		assertThat(timed(AT_ONCE, () -> startAndInterrupt(() -> {
			failure.set(catchThrowable(() -> probe.hang("x")));
			flag.set(Thread.currentThread().isInterrupted());
		}))).isLessThan(AT_ONCE);
		assertThat(((RpcException) failure.get()).status()).isEqualTo(RpcStatus.CANCELED);
		assertThat(((RpcException) failure.get()).mayHaveExecuted()).isTrue();
		assertThat(flag).isTrue();
	}

	@Test
	void callsAfterAnInterruptedOneSucceed() throws InterruptedException {
		Probe hanging = warm(probe(SECOND));
		startAndInterrupt(() -> catchThrowable(() -> hanging.hang("x")));
		Probe probe = probe();
		for (int i = 0; i < 20; i++) {
			assertThat(probe.echo("next " + i)).isEqualTo("next " + i);
		}
	}

	/**
	 * Interrupts a caller whose call has arrived, and waits for its end.
	 */
	final void startAndInterrupt(Runnable call) throws InterruptedException {
		Thread caller = new Thread(call);
		caller.start();
		this.bean.awaitEntered();
		caller.interrupt();
		caller.join(5000);
	}

	@Test
	void twoHundredCallsOnThirtyTwoThreadsNeverCrossAnswers() throws Exception {
		Probe probe = probe();
		ExecutorService callers = Executors.newFixedThreadPool(32);
		try {
			List<Future<String>> answers = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				String text = i + "-" + "x".repeat(i * 7);
				answers.add(callers.submit(() -> probe.echo(text)));
			}
			for (int i = 0; i < 200; i++) {
				assertThat(answers.get(i).get(5, TimeUnit.SECONDS)).isEqualTo(i + "-" + "x".repeat(i * 7));
			}
		}
		finally {
			callers.shutdownNow();
		}
	}

	@Test
	void asynchronousCallsNeverCrossAnswers() {
		Probe probe = probe();
		List<CompletableFuture<String>> answers = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			answers.add(probe.later("text " + i));
		}
		for (int i = 0; i < 50; i++) {
			assertThat(answers.get(i).join()).isEqualTo("text " + i);
		}
	}

	@Test
	void anAsynchronousCallReportsItsFailureInItsFuture() {
		CompletableFuture<String> future = probe(Duration.ofMillis(4)).later("x");
		assertThatThrownBy(future::join).hasCauseInstanceOf(RpcException.class);
	}

	/**
	 * The first call of a process loads classes and starts pools.
	 */
	final Probe warm(Probe probe) {
		probe().echo("warm");
		catchThrowable(() -> probe(SECOND).fail(RpcStatus.ABORTED, "warm"));
		probe().later("warm").join();
		return probe;
	}

}
