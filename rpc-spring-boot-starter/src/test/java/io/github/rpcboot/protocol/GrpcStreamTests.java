package io.github.rpcboot.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static io.github.rpcboot.protocol.Timing.best;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Streams over gRPC, between a channel and a server of grpc-java.
 */
class GrpcStreamTests extends AbstractStreamTests {

	private GrpcServers server;

	@Override
	Endpoint serve(RpcServices services) {
		this.server = GrpcServers.start(this.rpc, services);
		return this.server.endpoint();
	}

	@Override
	Transport connect() {
		return GrpcServers.transport(this.rpc);
	}

	@Override
	void stopServing() {
		this.server.close();
	}

	@Override
	boolean isFullDuplex() {
		return true;
	}

	@AfterEach
	void nothingIsLeftInFlight() {
		this.bean.release();
		assertThat(transport().connections().leased()).isZero();
		await().until(() -> this.server.drain().inFlight() == 0);
	}

	@Test
	void eachAnswerComesBeforeTheNextQuestionIsAsked() {
		LinkedBlockingQueue<String> questions = new LinkedBlockingQueue<>(List.of("0"));
		Stream<String> asked = Stream.generate(() -> take(questions)).takeWhile((question) -> !question.equals("end"));
		try (Stream<String> answers = flows().echo(asked)) {
			Iterator<String> answer = answers.iterator();
			for (int i = 0; i < 200; i++) {
				assertThat(answer.next()).isEqualTo("echo " + i);
				assertThat(questions).isEmpty();
				questions.add((i < 199) ? Integer.toString(i + 1) : "end");
			}
			assertThat(answer.hasNext()).isFalse();
		}
		everythingEnds();
	}

	private static String take(LinkedBlockingQueue<String> questions) {
		try {
			return questions.poll(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aCallerWhoAsksNothingMoreIsNotBlamedOnTheProvider() {
		LinkedBlockingQueue<String> questions = new LinkedBlockingQueue<>(List.of("0"));
		try (Stream<String> answers = flows(LONG, SHORT).echo(Stream.generate(() -> take(questions)))) {
			Iterator<String> answer = answers.iterator();
			assertThat(answer.next()).isEqualTo("echo 0");
			RpcException failure = failureOf(answer::next);
			assertThat(failure.reason())
				.startsWith("The caller's own stream, the argument of Flows/echo, had no next element");
		}
		everythingEnds();
	}

	@Test
	void aProviderThatLeavesAQuestionUnansweredIsLate() {
		LinkedBlockingQueue<String> questions = new LinkedBlockingQueue<>(List.of("0"));
		Stream<String> asked = Stream.generate(() -> take(questions));
		try (Stream<String> answers = flows(LONG, SHORT).echo(asked)) {
			Iterator<String> answer = answers.iterator();
			assertThat(answer.next()).isEqualTo("echo 0");
			questions.add("hang");
			Thread asking = new Thread(() -> {
				while (!Thread.currentThread().isInterrupted()) {
					LockSupport.parkNanos(SHORT.toNanos() / 3);
					questions.add("hang");
				}
			});
			asking.start();
			assertThat(failureOf(answer::next).reason()).isEqualTo("No further message came in time.");
			asking.interrupt();
		}
		this.bean.release();
		everythingEnds();
	}

	@Test
	void whatTheCallersStreamThrowsWhileAnswersComeReachesTheCallerAsItIs() {
		IllegalStateException thrown = new IllegalStateException("mine");
		Stream<String> failing = Stream.concat(Stream.of("one"), Stream.generate(() -> {
			throw thrown;
		}));
		assertThat(catchThrowable(() -> flows().echo(failing).toList())).isSameAs(thrown);
		everythingEnds();
	}

	@Test
	void aThreadThatWaitsForTheCallersNextElementIsFreedWhenTheCallIsOver() throws InterruptedException {
		CountDownLatch freed = new CountDownLatch(1);
		CountDownLatch waits = new CountDownLatch(1);
		Stream<String> quiet = Stream.concat(Stream.of("one"), Stream.generate(() -> {
			waits.countDown();
			try {
				return new LinkedBlockingQueue<String>().take();
			}
			catch (InterruptedException ex) {
				freed.countDown();
				throw new IllegalStateException(ex);
			}
		}));
		try (Stream<String> answers = flows().echo(quiet)) {
			assertThat(answers.iterator().next()).isEqualTo("echo one");
			assertThat(waits.await(5, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(freed.await(5, TimeUnit.SECONDS)).isTrue();
		everythingEnds();
	}

	@Test
	void aBeanIsToldWithin200MillisecondsThatNobodyReadsItsStream() {
		Duration bound = Duration.ofMillis(200);
		assertThat(best(bound, () -> {
			this.bean.begin();
			Stream<String> quiet = flows().hangAfter(1);
			quiet.iterator().next();
			long start = System.nanoTime();
			quiet.close();
			assertThat(this.bean.awaitCanceled()).isTrue();
			return Duration.ofNanos(System.nanoTime() - start);
		})).isLessThan(bound);
		this.bean.release();
		everythingEnds();
	}

	@Test
	void aProviderThatGoesEndsTheStreamOfAReaderWhoWaits() throws InterruptedException {
		AtomicReference<Throwable> failure = new AtomicReference<>();
		Iterator<String> words = flows().hangAfter(1).iterator();
		words.next();
		Thread reader = new Thread(() -> failure.set(catchThrowable(words::next)));
		reader.start();
		this.server.close();
		reader.join(5000);
		assertThat(((RpcException) failure.get()).status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(((RpcException) failure.get()).mayHaveExecuted()).isTrue();
	}

	@Test
	void noElementIsMadeBeforeThereIsAConnection() {
		Endpoint nobody = Endpoint.parse("grpc://127.0.0.1:1", "the test");
		AtomicInteger made = new AtomicInteger();
		Flows unreachable = this.rpc.client(Flows.class, transport(), nobody, LONG);
		RpcException failure = failureOf(() -> unreachable.sum(Stream.generate(() -> (long) made.incrementAndGet())));
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(failure.mayHaveExecuted()).isFalse();
		assertThat(made).hasValue(0);
		failure = failureOf(() -> unreachable.words(1));
		assertThat(failure.reason()).endsWith("does not accept connections. Is the application running there?");
		assertThat(failure.mayHaveExecuted()).isFalse();
		assertThat(failureOf(() -> unreachable.echo(Stream.of("x"))).mayHaveExecuted()).isFalse();
	}

	@Test
	void theElementsOfACallerWaitUntilTheProviderReads() {
		AtomicInteger made = new AtomicInteger();
		Stream<String> large = Stream.generate(() -> "x".repeat(1000) + made.incrementAndGet());
		try (Stream<String> answers = flows().echo(large)) {
			Iterator<String> answer = answers.iterator();
			assertThat(answer.next()).endsWith("x1");
			AtomicInteger last = new AtomicInteger(-1);
			await().pollInterval(Duration.ofMillis(300)).until(() -> last.getAndSet(made.get()) == made.get());
			assertThat(made).hasValueLessThan(5000);
			assertThat(answer.next()).endsWith("x2");
		}
		everythingEnds();
	}

	@Test
	void aProviderThatDrainsSaysSoAtTheBeginningOfAStream() {
		List<Boolean> told = new ArrayList<>();
		RpcInterceptor listening = (call, next) -> {
			RpcReply reply = next.handle(call);
			told.add(reply.isDraining());
			return reply;
		};
		Flows flows = flows(LONG, LONG, listening);
		flows.words(1).toList();
		this.server.drain().begin();
		flows.words(1).toList();
		flows.sum(Stream.of(1L));
		failureOf(() -> flows.failing(0));
		assertThat(told).containsExactly(false, true, true, true);
	}

	@Test
	void aStreamThatIsOpenMayEndWhileTheServerStops() {
		try (Stream<String> stream = flows().hangAfter(1)) {
			Iterator<String> words = stream.iterator();
			assertThat(words.next()).isEqualTo("word 0");
			this.server.server().shutdown();
			this.bean.release();
			assertThat(words.next()).isEqualTo("late");
		}
	}

	@Test
	void messagesTravelCompressed() {
		try (Transport compressing = GrpcServers.transport(this.rpc, true)) {
			Flows flows = this.rpc.client(Flows.class, compressing, this.server.endpoint(), LONG);
			assertThat(flows.sum(Stream.of(1L, 2L, 3L))).isEqualTo(6);
			assertThat(flows.words(1000).count()).isEqualTo(1000);
			assertThat(flows.later(Flux.just("a", "b")).join()).isEqualTo(2);
		}
	}

}
