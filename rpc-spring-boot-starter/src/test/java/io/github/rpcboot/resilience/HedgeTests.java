package io.github.rpcboot.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.FailureClass;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class HedgeTests {

	private static final RpcReply CANCELED = RpcReply
		.failure(RpcFailure.over(RpcStatus.CANCELED, "The attempt was canceled.", true));

	private final ManualClock clock = new ManualClock();

	private final ExecutorService pool = Executors.newCachedThreadPool();

	private final List<RpcEvents.Kind> events = new CopyOnWriteArrayList<>();

	private final AtomicInteger attempts = new AtomicInteger();

	private final CountDownLatch loserEnded = new CountDownLatch(1);

	private Executor threads = this.pool;

	private boolean configured = true;

	private Hedge hedge;

	/**
	 * A thousand calls before, so that a hedge is known to be late and affordable.
	 */
	@BeforeEach
	void makeHedge() {
		this.hedge = new Hedge("orders", (method) -> this.configured, this.clock, (task) -> this.threads.execute(task),
				(kind, subject, instance) -> this.events.add(kind));
		calls(1000, 0);
	}

	@AfterEach
	void stop() {
		this.pool.shutdownNow();
		Thread.interrupted();
	}

	/** None of them is hedged, however long this machine takes for it. */
	private void calls(int calls, long millis) {
		this.threads = (task) -> {
			throw new RejectedExecutionException();
		};
		for (int i = 0; i < calls; i++) {
			this.hedge.intercept(read(), (call) -> {
				this.clock.pass(millis);
				return Calls.SUCCESS;
			});
		}
		this.threads = this.pool;
	}

	private static RpcCall call(Idempotency idempotency) {
		return Calls.call(idempotency, Deadline.after(Duration.ofSeconds(10), "test"));
	}

	private static RpcCall read() {
		return call(Idempotency.NO_SIDE_EFFECTS);
	}

	/** Waits, as a transport does, until the attempt is canceled. */
	private RpcReply untilCanceled(RpcCall attempt) {
		CountDownLatch canceled = new CountDownLatch(1);
		attempt.cancellation().onCancel(canceled::countDown);
		try {
			canceled.await();
			return CANCELED;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return CANCELED;
		}
		finally {
			this.loserEnded.countDown();
		}
	}

	/** The first attempt does one thing, the second one another. */
	private RpcHandler attempts(RpcHandler first, RpcHandler second) {
		return (call) -> {
			int number = this.attempts.incrementAndGet();
			call.attempts().add(Calls.instances(2).get(number - 1));
			return ((number == 1) ? first : second).handle(call);
		};
	}

	private RpcReply failed(FailureClass failureClass) {
		return RpcReply.failure(Calls.failure(failureClass));
	}

	private RpcHandler afterSecondHasBegun(CountDownLatch begun, RpcReply reply) {
		return (call) -> {
			await(begun);
			return reply;
		};
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aSlowAttemptIsSentASecondTimeAndTheLoserIsCanceled() {
		RpcCall call = read();
		long started = System.nanoTime();
		RpcReply reply = this.hedge.intercept(call, attempts(this::untilCanceled, (second) -> Calls.SUCCESS));

		assertThat(reply).isSameAs(Calls.SUCCESS);
		assertThat(System.nanoTime() - started).as("5 ms at least").isGreaterThanOrEqualTo(5_000_000);
		assertThat(call.attempts()).hasSize(2);
		assertThat(this.events).containsExactly(RpcEvents.Kind.HEDGED);
		assertThat(this.loserEnded.getCount()).isZero();
		assertThat(call.cancellation().isCanceled()).as("the call itself is not").isFalse();
	}

	@Test
	void aFirstAttemptThatWinsCancelsTheSecond() {
		CountDownLatch begun = new CountDownLatch(1);
		RpcReply reply = this.hedge.intercept(read(), attempts(afterSecondHasBegun(begun, Calls.SUCCESS), (second) -> {
			begun.countDown();
			return untilCanceled(second);
		}));

		assertThat(reply).isSameAs(Calls.SUCCESS);
		await(this.loserEnded);
	}

	@Test
	void aFirstAttemptThatFailsWaitsForTheSecond() {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch failed = new CountDownLatch(1);
		RpcReply reply = this.hedge.intercept(read(), attempts((first) -> {
			await(begun);
			failed.countDown();
			return failed(FailureClass.AMBIGUOUS);
		}, (second) -> {
			begun.countDown();
			await(failed);
			return Calls.SUCCESS;
		}));

		assertThat(reply).isSameAs(Calls.SUCCESS);
	}

	@Test
	void ifBothFailTheFirstFailureIsToldWithWhatTheSecondMayHaveDone() {
		CountDownLatch begun = new CountDownLatch(1);
		RpcReply reply = this.hedge.intercept(read(),
				attempts(afterSecondHasBegun(begun, failed(FailureClass.REFUSED)), (second) -> {
					begun.countDown();
					return failed(FailureClass.AMBIGUOUS);
				}));

		assertThat(reply.failure().failureClass()).isEqualTo(FailureClass.REFUSED);
		assertThat(reply.failure().mayHaveExecuted()).isTrue();
	}

	@Test
	void ifNeitherRanThatStaysProven() {
		CountDownLatch begun = new CountDownLatch(1);
		RpcReply reply = this.hedge.intercept(read(),
				attempts(afterSecondHasBegun(begun, failed(FailureClass.NEVER_SENT)), (second) -> {
					begun.countDown();
					return failed(FailureClass.REFUSED);
				}));

		assertThat(reply.failure().mayHaveExecuted()).isFalse();
	}

	@Test
	void anErrorOfTheMethodIsAnAnswer() {
		RpcReply answered = failed(FailureClass.ANSWERED);
		RpcReply reply = this.hedge.intercept(read(), attempts(this::untilCanceled, (second) -> answered));

		assertThat(reply).isSameAs(answered);
	}

	@Test
	void anAttemptThatFailsBeforeItsTimeHasNoSecond() {
		calls(160, 30_000);
		RpcReply failure = failed(FailureClass.NEVER_SENT);

		assertThat(this.hedge.intercept(read(), attempts((first) -> failure, (second) -> Calls.SUCCESS)))
			.isSameAs(failure);
		assertThat(this.attempts).hasValue(1);
		assertThat(this.events).isEmpty();
	}

	@Test
	void theCallersCancelEndsBoth() {
		CountDownLatch begun = new CountDownLatch(1);
		RpcCall call = read();
		this.pool.execute(() -> {
			await(begun);
			call.cancellation().cancel();
		});
		AtomicInteger ended = new AtomicInteger();
		RpcReply reply = this.hedge.intercept(call, attempts((first) -> {
			RpcReply canceled = untilCanceled(first);
			ended.incrementAndGet();
			return canceled;
		}, (second) -> {
			begun.countDown();
			RpcReply canceled = untilCanceled(second);
			ended.incrementAndGet();
			return canceled;
		}));

		assertThat(reply.failure().status()).isEqualTo(RpcStatus.CANCELED);
		assertThat(ended).hasValue(2);
	}

	@Test
	void anInterruptedCallerDoesNotWaitForTheSecond() {
		CountDownLatch begun = new CountDownLatch(1);
		RpcReply reply = this.hedge.intercept(read(), attempts((first) -> {
			await(begun);
			Thread.currentThread().interrupt();
			return failed(FailureClass.REFUSED);
		}, (second) -> {
			begun.countDown();
			return untilCanceled(second);
		}));

		assertThat(Thread.interrupted()).isTrue();
		assertThat(reply.failure().mayHaveExecuted()).as("the second one may have done anything").isTrue();
		await(this.loserEnded);
	}

	@Test
	void aPoolWithoutAThreadLeavesTheFirstAttemptAlone() {
		CountDownLatch rejected = new CountDownLatch(1);
		this.threads = (task) -> {
			rejected.countDown();
			throw new RejectedExecutionException();
		};
		RpcReply failure = failed(FailureClass.NEVER_SENT);
		RpcReply reply = this.hedge.intercept(read(),
				attempts(afterSecondHasBegun(rejected, failure), (second) -> Calls.SUCCESS));

		assertThat(reply).isSameAs(failure);
		assertThat(this.events).isEmpty();
	}

	@Test
	void aThreadThatComesTooLateSendsNothing() {
		List<Runnable> tasks = new CopyOnWriteArrayList<>();
		CountDownLatch handed = new CountDownLatch(1);
		this.threads = (task) -> {
			tasks.add(task);
			handed.countDown();
		};
		RpcCall call = read();
		this.hedge.intercept(call, attempts(afterSecondHasBegun(handed, Calls.SUCCESS), (second) -> Calls.SUCCESS));
		tasks.forEach(Runnable::run);

		assertThat(call.attempts()).hasSize(1);
	}

	@Test
	void methodsThatMustNotRunTwiceAreNotHedged() {
		slow(call(Idempotency.UNKNOWN));
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void norAreMethodsThatAreNotConfigured() {
		this.configured = false;
		slow(read());
		assertThat(this.attempts).hasValue(1);
	}

	@Test
	void norIsOneWhoseUsualTimeIsNotKnown() {
		slow(call(Idempotency.IDEMPOTENT));
		assertThat(this.attempts).hasValue(1);
	}

	/** Takes four times as long as a hedge waits. */
	private void slow(RpcCall call) {
		CountDownLatch never = new CountDownLatch(1);
		this.hedge.intercept(call, attempts((first) -> {
			try {
				never.await(20, TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return Calls.SUCCESS;
		}, (second) -> Calls.SUCCESS));
	}

	/** 1000 quick calls and some slow ones: five in a hundred may be hedged. */
	@Test
	void atMostFiveInAHundredAreHedged() {
		int hedged = 0;
		for (int i = 0; i < 70; i++) {
			this.attempts.set(0);
			slow(read());
			hedged += this.attempts.get() - 1;
		}

		assertThat(hedged).isBetween(20, (1000 + 70) * 5 / 100 + 1);
	}

	@Test
	void noThreadIsLeft() throws Exception {
		for (int i = 0; i < 20; i++) {
			this.attempts.set(0);
			this.hedge.intercept(read(), attempts(this::untilCanceled, (second) -> Calls.SUCCESS));
		}
		List<Thread> hedges = new ArrayList<>(Thread.getAllStackTraces().keySet());
		hedges.removeIf((thread) -> !thread.getName().equals("rpc-timer"));

		assertThat(hedges).as("one timer for all, a daemon without a class loader of an application")
			.hasSize(1)
			.allMatch(Thread::isDaemon)
			.allMatch((thread) -> thread.getContextClassLoader() == null);
		this.pool.shutdown();
		assertThat(this.pool.awaitTermination(10, TimeUnit.SECONDS)).as("no attempt is under way").isTrue();
	}

}
