package io.github.rpcboot.protocol;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcPeer;
import io.github.rpcboot.contract.MethodContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * What every transport promises of streams about times and threads: slow readers, late
 * writers, and those who give up.
 */
@Timeout(60)
abstract class AbstractStreamTimeTests extends StreamFixture {

	static final Duration SHORT = Duration.ofMillis(300);

	/** Ours is 200 ms; a busy machine that builds may need more. */
	static final Duration AT_ONCE = Duration.ofSeconds(2);

	final void everythingEnds() {
		await().atMost(AT_ONCE).until(() -> this.handled.get() == 0 && this.called.get() == 0);
	}

	static RpcException failureOf(Runnable call) {
		RpcException failure = catchThrowableOfType(RpcException.class, call::run);
		assertThat(failure).as("the failure").isNotNull();
		return failure;
	}

	@Test
	void aSlowReaderHoldsTheBean() throws InterruptedException {
		try (Stream<String> stream = flows().endless()) {
			Iterator<String> words = stream.iterator();
			for (int i = 0; i < 10; i++) {
				words.next();
			}
			int rests = producedAtRest();
			assertThat(rests).isBetween(10, 20_000);
			for (int i = 11; i <= rests; i++) {
				assertThat(words.next()).endsWith("x" + i);
			}
			await().atMost(AT_ONCE).until(() -> this.bean.produced() > rests);
		}
		everythingEnds();
	}

	/** What was produced when for half a second nothing more was. */
	private int producedAtRest() {
		AtomicInteger last = new AtomicInteger(-1);
		AtomicReference<Long> since = new AtomicReference<>(System.nanoTime());
		await().atMost(Duration.ofSeconds(20)).until(() -> {
			int now = this.bean.produced();
			if (now != last.getAndSet(now)) {
				since.set(System.nanoTime());
			}
			return System.nanoTime() - since.get() > TimeUnit.MILLISECONDS.toNanos(500);
		});
		return last.get();
	}

	@Test
	void aSubscriberThatAsksForTenHoldsTheBean() throws InterruptedException {
		Holding holding = new Holding();
		flows().endlesslyPublished().subscribe(holding);
		holding.subscription.request(10);
		await().atMost(AT_ONCE).until(() -> holding.elements.size() == 10);
		int rests = producedAtRest();
		assertThat(rests).isBetween(10, 20_000);
		assertThat(holding.elements).hasSize(10);
		holding.subscription.cancel();
		assertThat(this.bean.awaitClosed()).isTrue();
		everythingEnds();
	}

	@Test
	void theFirstElementMustComeInTheTimeOfACall() {
		long start = System.nanoTime();
		RpcException failure = failureOf(() -> flows(SHORT, LONG).hangAfter(0));
		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.reason()).isEqualTo("No answer came before the deadline.");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT.minusMillis(5), SHORT.plus(AT_ONCE));
		this.bean.release();
		everythingEnds();
	}

	@Test
	void theNextElementMustComeInTheIdleTime() {
		Iterator<String> words = flows(LONG, SHORT).hangAfter(2).iterator();
		assertThat(List.of(words.next(), words.next())).containsExactly("word 0", "word 1");
		long start = System.nanoTime();
		RpcException failure = failureOf(words::next);
		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.reason()).isEqualTo("No further message came in time.");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT.minusMillis(5), SHORT.plus(AT_ONCE));
		this.bean.release();
		everythingEnds();
	}

	@Test
	void aStreamMayLastLongerThanTheTimeOfACall() {
		try (Stream<String> stream = flows(SHORT, LONG).hangAfter(2)) {
			Iterator<String> words = stream.iterator();
			assertThat(words.next()).isEqualTo("word 0");
			long start = System.nanoTime();
			await().until(() -> System.nanoTime() - start > 2 * SHORT.toNanos());
			assertThat(words.next()).isEqualTo("word 1");
			this.bean.release();
			assertThat(words.next()).isEqualTo("late");
			assertThat(this.bean.context().deadline().isBounded()).isFalse();
		}
	}

	@Test
	void aStreamThatIsReadForACallEndsWithItsDeadline() {
		RpcCall outer = outer(Deadline.after(SHORT.multipliedBy(2), "the outer call"), new Cancellation());
		try (RpcContext.Scope scope = RpcContext.open(outer)) {
			Iterator<String> words = flows().hangAfter(1).iterator();
			assertThat(words.next()).isEqualTo("word 0");
			assertThat(this.bean.context().deadline().isBounded()).isTrue();
			RpcException failure = failureOf(words::next);
			assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
			assertThat(outer.deadline().remainingNanos()).isLessThan(TimeUnit.MILLISECONDS.toNanos(20));
		}
		this.bean.release();
		everythingEnds();
	}

	@Test
	void aStreamThatIsReadForACallEndsWhenItsCallerGivesUp() throws InterruptedException {
		Cancellation cancellation = new Cancellation();
		try (RpcContext.Scope scope = RpcContext.open(outer(Deadline.after(LONG, "the outer call"), cancellation))) {
			Iterator<String> words = flows().endless().iterator();
			words.next();
			cancellation.cancel();
			RpcException failure = failureOf(() -> words.forEachRemaining((word) -> {
			}));
			assertThat(failure.status()).isEqualTo(RpcStatus.CANCELED);
		}
		assertThat(this.bean.awaitClosed()).isTrue();
		everythingEnds();
	}

	private RpcCall outer(Deadline deadline, Cancellation cancellation) {
		return RpcCall.incoming(MethodContract.unknown("Outer", "call"), this.rpc.codec().body(new byte[0]),
				RpcHeaders.empty(), deadline, RpcPeer.LOCAL, cancellation);
	}

	@Test
	void anInterruptedReaderIsFreedAtOnce() throws InterruptedException {
		AtomicReference<Throwable> failure = new AtomicReference<>();
		AtomicBoolean flag = new AtomicBoolean();
		CountDownLatch waits = new CountDownLatch(1);
		Thread reader = new Thread(() -> {
			Iterator<String> words = flows().hangAfter(1).iterator();
			words.next();
			waits.countDown();
			failure.set(catchThrowable(words::next));
			flag.set(Thread.currentThread().isInterrupted());
		});
		reader.start();
		assertThat(waits.await(5, TimeUnit.SECONDS)).isTrue();
		reader.interrupt();
		reader.join(5000);
		assertThat(failure.get()).isInstanceOf(RpcException.class);
		assertThat(((RpcException) failure.get()).status()).isEqualTo(RpcStatus.CANCELED);
		assertThat(flag).isTrue();
		this.bean.release();
		everythingEnds();
	}

	@Test
	void aStreamThatItsReaderForgetsEndsWhenItIsCollected() throws InterruptedException {
		assertThat(flows().endless().limit(3).toList()).hasSize(3);
		await().atMost(Duration.ofSeconds(20)).until(() -> {
			System.gc();
			return this.called.get() == 0;
		});
		assertThat(this.bean.awaitClosed()).isTrue();
		everythingEnds();
	}

	@Test
	void aReaderIsFreedWhenAnotherThreadCloses() throws InterruptedException {
		Stream<String> stream = flows().hangAfter(1);
		Iterator<String> words = stream.iterator();
		words.next();
		AtomicReference<Throwable> failure = new AtomicReference<>();
		Thread reader = new Thread(() -> failure.set(catchThrowable(words::next)));
		reader.start();
		await().until(() -> reader.getState() != Thread.State.RUNNABLE || reader.isAlive());
		stream.close();
		reader.join(5000);
		assertThat(failure.get()).isInstanceOf(RpcException.class);
		this.bean.release();
		everythingEnds();
	}

	/** Asks for what it is told. */
	private static final class Holding implements Flow.Subscriber<String> {

		private final List<String> elements = new CopyOnWriteArrayList<>();

		private volatile Flow.Subscription subscription;

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscription = subscription;
		}

		@Override
		public void onNext(String element) {
			this.elements.add(element);
		}

		@Override
		public void onError(Throwable failure) {
		}

		@Override
		public void onComplete() {
		}

	}

}
