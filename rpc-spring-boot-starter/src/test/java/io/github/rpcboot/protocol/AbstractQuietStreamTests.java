package io.github.rpcboot.protocol;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.consumer.RemoteReferences;
import io.github.rpcboot.consumer.RemoteTarget;
import io.github.rpcboot.provider.RemoteServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * What every transport promises where somebody says nothing any more: the bean, or the
 * caller's own stream.
 */
@Timeout(60)
abstract class AbstractQuietStreamTests {

	static final Duration SHORT = Duration.ofMillis(300);

	static final Duration LONG = Duration.ofSeconds(15);

	static final Duration AT_ONCE = Duration.ofSeconds(2);

	final TestRpc rpc = new TestRpc();

	final QuietBean bean = new QuietBean();

	/** Calls that hold a thread of the provider. */
	final AtomicInteger handled = new AtomicInteger();

	private Transport transport;

	abstract Endpoint serve(RpcServices services);

	abstract Transport connect();

	abstract void stopServing();

	/**
	 * A provider that waits for its bean for so long, and a consumer that waits so long.
	 */
	final Quiet quiet(Duration beans, Duration callers) {
		RemoteServices services = RemoteServices
			.create(List.of(RemoteServices.refuseUnknown(), RemoteServices.keepDeadline(), (call, next) -> {
				this.handled.incrementAndGet();
				try {
					return next.handle(call);
				}
				finally {
					this.handled.decrementAndGet();
				}
			}), List.of(), null, beans);
		services.register(this.rpc.contract(Quiet.class), "bean", QuietBean.class, () -> this.bean);
		Endpoint endpoint = serve(services);
		this.transport = connect();
		RpcHandler attempt = RemoteTarget.attempt("provider", () -> List.of(endpoint), TestRpc.onlyOne(),
				this.transport);
		RemoteTarget target = new RemoteTarget("provider", attempt,
				(method) -> new RemoteTarget.CallSettings(LONG, "the test", 1, false, null, callers),
				this.transport.codec());
		return new RemoteReferences(this.rpc.parser(), (value, type) -> target, List.of()).get(Quiet.class, "provider");
	}

	final Transport transport() {
		return this.transport;
	}

	@AfterEach
	void stop() {
		this.bean.release();
		this.transport.close();
		stopServing();
	}

	final void everyThreadIsFree() {
		await().atMost(AT_ONCE).until(() -> this.handled.get() == 0);
	}

	static RpcException failureOf(Runnable call) {
		RpcException failure = catchThrowableOfType(RpcException.class, call::run);
		assertThat(failure).as("the failure").isNotNull();
		return failure;
	}

	private static Iterator<String> words(Quiet quiet, String kind, int count) {
		return switch (kind) {
			case "stream" -> quiet.stream(count).iterator();
			case "iterator" -> quiet.iterator(count);
			default -> JdkFlowAdapter.flowPublisherToFlux(quiet.published(count)).toIterable().iterator();
		};
	}

	@ParameterizedTest
	@ValueSource(strings = { "stream", "iterator", "published" })
	void aBeanThatStaysQuietIsEndedByItsProviderAndHoldsNoThread(String kind) throws InterruptedException {
		Iterator<String> words = words(quiet(SHORT, LONG), kind, 2);
		assertThat(List.of(words.next(), words.next())).containsExactly("word 0", "word 1");
		long start = System.nanoTime();
		RpcException failure = failureOf(words::next);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.plus(AT_ONCE));
		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.reason()).isEqualTo(
				"The stream that Quiet/" + kind + " returned had no next element within its idle time of 300 ms.");
		assertThat(this.bean.awaitEnded()).as("The bean's stream is closed").isTrue();
		assertThat(this.bean.awaitTold()).as("The bean's context is canceled").isTrue();
		everyThreadIsFree();
	}

	@Test
	void aBeanThatNeverBeginsIsEndedToo() throws InterruptedException {
		RpcException failure = failureOf(() -> quiet(SHORT, LONG).stream(0));
		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(this.bean.awaitEnded()).isTrue();
		everyThreadIsFree();
	}

	@Test
	void aBeanThatIsSlowButNotQuietIsLeftAlone() {
		assertThat(quiet(SHORT, LONG).slowly(6).collectList().block()).hasSize(6);
		everyThreadIsFree();
	}

	@Test
	void aFutureThatStaysQuietIsCanceled() throws InterruptedException {
		CompletableFuture<Long> never = quiet(SHORT, LONG).never(Flux.just(1L));
		RpcException failure = failureOf(() -> {
			try {
				never.join();
			}
			catch (CompletionException ex) {
				throw (RpcException) ex.getCause();
			}
		});
		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.reason()).isEqualTo("The future that Quiet/never returned did not complete within the idle"
				+ " time of 300 ms after the last message of the request.");
		assertThat(this.bean.awaitEnded()).isTrue();
		everyThreadIsFree();
	}

	@Test
	void aFutureIsNotQuietWhileMessagesCome() {
		Flux<Long> slowly = Flux.interval(Duration.ofMillis(100)).take(8);
		assertThat(quiet(SHORT, LONG).later(slowly).join()).isEqualTo(28);
		everyThreadIsFree();
	}

	@Test
	void theCallersOwnStreamMayNotBeQuietEither() throws InterruptedException {
		Held held = new Held();
		RpcException failure = failureOf(() -> quiet(LONG, SHORT).sum(held.stream()));
		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.reason())
			.isEqualTo("The caller's own stream, the argument of Quiet/sum, had no next element within its idle time of"
					+ " 300 ms.");
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(held.awaitClosed()).isTrue();
		assertThat(this.bean.awaitEnded()).isTrue();
		everyThreadIsFree();
	}

	@Test
	void theCallersOwnPublisherMayNotBeQuietEither() {
		AtomicBoolean canceled = new AtomicBoolean();
		RpcException failure = failureOf(() -> quiet(LONG, SHORT).publishedSum(JdkFlowAdapter
			.publisherToFlowPublisher(Flux.just(1).concatWith(Flux.never()).doOnCancel(() -> canceled.set(true)))));
		assertThat(failure.status()).isEqualTo(RpcStatus.DEADLINE_EXCEEDED);
		assertThat(failure.reason()).startsWith("The caller's own stream, the argument of Quiet/publishedSum,");
		assertThat(canceled).isTrue();
		everyThreadIsFree();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aFutureThatItsCallerEndsStopsWhatReadsTheCallersStream(boolean timeout) throws InterruptedException {
		Held held = new Held();
		CompletableFuture<Long> later = quiet(LONG, LONG).laterOfStream(held.stream());
		assertThat(held.awaitWaiting()).isTrue();
		if (timeout) {
			later.orTimeout(1, TimeUnit.MILLISECONDS);
			assertThat(catchThrowable(later::join)).hasCauseInstanceOf(TimeoutException.class);
		}
		else {
			later.cancel(true);
		}
		assertThat(held.awaitClosed()).isTrue();
		assertThat(held.interrupted).isTrue();
		assertThat(this.bean.awaitEnded()).isTrue();
		everyThreadIsFree();
	}

	@Test
	void aSubscriberThatCancelsBeforeTheFirstElementReleasesTheCall() throws InterruptedException {
		Disposable subscriber = JdkFlowAdapter.flowPublisherToFlux(quiet(LONG, LONG).published(0)).subscribe();
		await().until(this.bean::waits);
		subscriber.dispose();
		assertReleased();
	}

	/** Whoever has canceled holds nothing. */
	abstract void assertReleased() throws InterruptedException;

	@Test
	void aSecondSubscriberOfARequestStreamIsRefused() {
		assertThat(quiet(LONG, LONG).twice(Flux.just(1L, 2L))).isEqualTo("3 and IllegalStateException: The stream has a"
				+ " subscriber already, and can be read once only. Share it, or collect it first.");
		everyThreadIsFree();
	}

	/** A stream of the caller's that gives one element, and then waits. */
	static final class Held {

		private final CountDownLatch closed = new CountDownLatch(1);

		private final CountDownLatch waiting = new CountDownLatch(1);

		private final AtomicBoolean interrupted = new AtomicBoolean();

		Stream<Long> stream() {
			return Stream.concat(Stream.of(1L), Stream.generate(this::block)).onClose(this.closed::countDown);
		}

		private Long block() {
			this.waiting.countDown();
			try {
				new CountDownLatch(1).await(20, TimeUnit.SECONDS);
				return 0L;
			}
			catch (InterruptedException ex) {
				this.interrupted.set(true);
				throw new IllegalStateException("The wait was interrupted", ex);
			}
		}

		boolean awaitWaiting() throws InterruptedException {
			return this.waiting.await(5, TimeUnit.SECONDS);
		}

		boolean awaitClosed() throws InterruptedException {
			return this.closed.await(2, TimeUnit.SECONDS);
		}

	}

}
