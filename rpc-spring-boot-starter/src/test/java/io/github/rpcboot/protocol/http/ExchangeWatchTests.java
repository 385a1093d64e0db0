package io.github.rpcboot.protocol.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.Rounds;
import io.github.rpcboot.protocol.HttpClients;
import io.github.rpcboot.protocol.Probe;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * The watch ends its own exchange, once, and never another one on the same connection.
 */
class ExchangeWatchTests extends ClientFixture {

	private static final String OK = ScriptedServer.json("{\"result\":\"Hello\"}");

	private final CountDownLatch aborted = new CountDownLatch(1);

	private final AtomicInteger aborts = new AtomicInteger();

	private final CountDownLatch done = new CountDownLatch(1);

	private final AtomicInteger calls = new AtomicInteger();

	private void abort() {
		this.aborts.incrementAndGet();
		this.aborted.countDown();
	}

	@Test
	void theDeadlineAborts() throws InterruptedException {
		try (ExchangeWatch watch = new ExchangeWatch(deadline(Duration.ofMillis(50)), new Cancellation(),
				this::abort)) {
			assertThat(this.aborted.await(5, TimeUnit.SECONDS)).isTrue();
			assertThat(watch.isAborted()).isTrue();
		}
	}

	@Test
	void aDeadlineThatHasPassedAbortsAtOnce() throws InterruptedException {
		try (ExchangeWatch watch = new ExchangeWatch(deadline(Duration.ofMillis(-5)), new Cancellation(),
				this::abort)) {
			assertThat(this.aborted.await(5, TimeUnit.SECONDS)).isTrue();
			assertThat(watch.isAborted()).isTrue();
		}
	}

	@Test
	void cancelingAbortsOnTheCancelingThread() {
		Cancellation cancellation = new Cancellation();
		try (ExchangeWatch watch = new ExchangeWatch(deadline(LONG), cancellation, this::abort)) {
			cancellation.cancel();
			assertThat(this.aborts).hasValue(1);
			assertThat(watch.isAborted()).isTrue();
			assertThat(watch.isLate()).isFalse();
		}
	}

	@Test
	void interruptingThePlatformThreadThatOpenedItAborts() throws InterruptedException {
		Thread.currentThread().interrupt();
		try (ExchangeWatch watch = new ExchangeWatch(deadline(LONG), new Cancellation(), this::abort)) {
			long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
			while (!watch.isAborted() && System.nanoTime() < end) {
				Thread.onSpinWait();
			}
			assertThat(watch.isAborted()).isTrue();
		}
		finally {
			Thread.interrupted();
		}
	}

	@Test
	void aShorterWaitBehindALongerOneIsKept() throws InterruptedException {
		try (ExchangeWatch watch = ExchangeWatch.overChannel(deadline(LONG), new Cancellation(), this::abort)) {
			watch.rest();
			watch.expect(deadline(Duration.ofMillis(50)));
			assertThat(this.aborted.await(5, TimeUnit.SECONDS)).isTrue();
			assertThat(watch.isLate()).isTrue();
		}
	}

	@Test
	void whatHasComeAndWhatNobodyAwaitsIsNeverLate() {
		Deadline soon = deadline(Duration.ofMillis(100));
		ExchangeWatch watch = ExchangeWatch.overChannel(soon, new Cancellation(), this::abort);
		watch.rest();
		await().until(soon::isExpired);
		Rounds.pass(3);
		watch.expect(deadline(LONG));
		watch.close();
		assertThat(watch.isAborted()).isFalse();
		assertThat(watch.isLate()).isFalse();
	}

	@Test
	void nothingAbortsAfterTheEnd() {
		Cancellation cancellation = new Cancellation();
		Deadline soon = deadline(Duration.ofMillis(100));
		ExchangeWatch watch = new ExchangeWatch(soon, cancellation, this::abort);
		watch.close();
		cancellation.cancel();
		await().until(soon::isExpired);
		Rounds.pass(3);
		assertThat(this.aborts).hasValue(0);
		assertThat(watch.isAborted()).isFalse();
	}

	@Test
	void callsCanceledAtAnyMomentNeverBreakOthersOnTheSameConnections() throws Exception {
		this.transport.close();
		this.transport = HttpTransport.over(HttpClients.create(3, (manager) -> {
		}), this.rpc.codec(), this.rpc.errors(), new HttpTransport.Settings("/rpc", false, 65536));
		serve(ScriptedServer.answering(OK));
		Probe probe = probe();
		AtomicReference<Throwable> failure = new AtomicReference<>();
		Thread victim = new Thread(() -> failure.set(catchThrowable(() -> callUntilDone(probe))));
		victim.start();
		for (int i = 0; i < 300; i++) {
			CompletableFuture<String> call = probe.later("x");
			LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1, 1_000_000));
			call.cancel(true);
		}
		this.done.countDown();
		victim.join(5000);
		assertThat(victim.isAlive()).isFalse();
		assertThat(failure.get()).isNull();
		assertThat(this.calls.get()).isPositive();
	}

	private void callUntilDone(Probe probe) {
		while (this.done.getCount() > 0) {
			assertThat(probe.echo("x")).isEqualTo("Hello");
			this.calls.incrementAndGet();
		}
	}

	@Test
	void exchangesThatWereGivenUpLeaveNoConnectionAndNoThread() throws InterruptedException {
		serve(ScriptedServer.start(ScriptedServer.Exchange::awaitEnd));
		Probe probe = probe();
		List<Thread> callers = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			Thread caller = new Thread(() -> catchThrowable(() -> probe.echo("x")));
			caller.start();
			callers.add(caller);
		}
		await().until(() -> server().requests().size() == 10);
		callers.forEach(Thread::interrupt);
		for (Thread caller : callers) {
			caller.join(5000);
			assertThat(caller.isAlive()).isFalse();
		}
		await().untilAsserted(() -> assertThat(server().openConnections()).isZero());
		assertThat(watchers()).isEqualTo(1);
	}

	private static long watchers() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("rpc-timer"))
			.count();
	}

}
