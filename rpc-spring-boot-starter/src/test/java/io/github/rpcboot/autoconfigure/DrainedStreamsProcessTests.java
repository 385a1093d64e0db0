package io.github.rpcboot.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.DrainedProvider.Work;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Sinks;

import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Providers in processes of their own, which are told to end while streams are open. The
 * application of the test is another instance, which stays.
 */
@Timeout(180)
class DrainedStreamsProcessTests {

	private static final String ENDED = "The provider is stopping, and has ended the stream. Another instance can be"
			+ " called at once.";

	private static final long HERE = ProcessHandle.current().pid();

	private static RunningApplication stays;

	@TempDir
	private Path folder;

	private DrainedProcess provider;

	private RunningApplication consumer;

	@BeforeAll
	static void startTheOther() {
		stays = GrpcApplication.startWithWeb(DrainedProvider.class);
	}

	@AfterAll
	static void stopTheOther() {
		stays.close();
	}

	private void start(String protocol) {
		this.provider = DrainedProcess.start(this.folder, "--spring.grpc.server.enabled=true",
				"--spring.grpc.server.port=0", "--spring.grpc.server.address=127.0.0.1",
				"--spring.grpc.server.shutdown.grace-period=20s", "--rpc.provider.drain.serve=500ms");
		String goes = this.provider.url(protocol);
		String other = protocol.equals("grpc") ? GrpcApplication.url(stays) : stays.url();
		this.consumer = GrpcApplication.client(Consumer.class, "rpc.endpoints.alone=" + goes,
				"rpc.endpoints.resting=" + goes, "rpc.endpoints.both=" + goes + "," + other,
				"rpc.consumer.choice=round-robin");
	}

	@AfterEach
	void end() {
		if (this.consumer != null) {
			this.consumer.close();
		}
		if (this.provider != null) {
			this.provider.close();
		}
	}

	private Work alone() {
		return this.consumer.bean(Caller.class).alone();
	}

	private Work both() {
		return this.consumer.bean(Caller.class).both();
	}

	private static void assertEnded(RpcException failure) {
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(failure.reason()).isEqualTo(ENDED);
		assertThat(failure.mayHaveExecuted()).isTrue();
	}

	private static RpcException endOf(Iterator<Long> ticks) {
		return catchThrowableOfType(RpcException.class, () -> ticks.forEachRemaining((tick) -> {
		}));
	}

	@ParameterizedTest
	@ValueSource(strings = { "grpc", "http" })
	void aCallEndsAStreamIsEndedAndWhoKnowsAnotherInstanceGoesThere(String protocol) throws Exception {
		start(protocol);
		try (Stream<Long> first = both().ticks(); Stream<Long> second = both().ticks()) {
			List<Iterator<Long>> open = List.of(first.iterator(), second.iterator());
			boolean goesFirst = open.get(0).next() != HERE;
			Iterator<Long> goes = open.get(goesFirst ? 0 : 1);
			Iterator<Long> remains = open.get(goesFirst ? 1 : 0);
			assertThat(goes.next()).isEqualTo(this.provider.pid());
			CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> alone().slowly(900));
			List<Long> answers = new CopyOnWriteArrayList<>();
			AtomicBoolean enough = new AtomicBoolean();
			CompletableFuture<Void> calls = CompletableFuture.runAsync(() -> call(answers, enough));
			await().until(() -> answers.contains(this.provider.pid()));
			this.provider.awaitLine("SLOWLY");

			this.provider.tell();
			assertEnded(endOf(goes));
			assertThat(this.provider.awaitEnd()).isBetween(1200L, 12_000L);
			// The last answer of the provider may still be on its way into the list.
			int end = answers.size();
			await().until(() -> answers.lastIndexOf(HERE) >= end || calls.isDone());
			int before = answers.size();
			await().until(() -> answers.size() > before + 20 || calls.isDone());
			enough.set(true);

			assertThat(slow.get(1, TimeUnit.SECONDS)).isEqualTo("done");
			assertThat(calls).succeedsWithin(Duration.ofSeconds(5));
			assertThat(answers.subList(before, answers.size())).containsOnly(HERE);
			assertThat(remains.next()).isEqualTo(HERE);
		}
		assertThat(both().ticks().limit(2)).containsExactly(HERE, HERE);
	}

	private void call(List<Long> answers, AtomicBoolean enough) {
		while (!enough.get()) {
			answers.add(both().where());
		}
	}

	@Test
	void aStreamBothWaysIsEndedAndWhoTakesNothingHoldsNobody() {
		start("grpc");
		Sinks.Many<Integer> numbers = Sinks.many().unicast().onBackpressureBuffer();
		List<Integer> doubled = new CopyOnWriteArrayList<>();
		AtomicReference<Throwable> end = new AtomicReference<>();
		alone().doubled(numbers.asFlux()).subscribe(doubled::add, end::set);
		numbers.tryEmitNext(21);
		await().until(() -> doubled.contains(42));
		Iterator<String> untaken = this.consumer.bean(Caller.class).resting().flood().iterator();
		untaken.next();

		assertThat(this.provider.terminate()).isBetween(2200L, 12_000L);

		await().until(() -> end.get() != null);
		assertEnded((RpcException) end.get());
		RpcException failure = catchThrowableOfType(RpcException.class, () -> untaken.forEachRemaining((text) -> {
		}));
		assertThat(failure.status()).isEqualTo(RpcStatus.UNAVAILABLE);
		assertThat(failure.mayHaveExecuted()).isTrue();
		assertThat(this.provider.log()).contains("The provider is stopping, and has reset a stream of Work/flood, whose"
				+ " caller does not take the end of it.");
	}

	@Auto
	@Import(Caller.class)
	static class Consumer {

	}

	/** Who rests has a connection of its own, since one that rests may hold others up. */
	record Caller(@RemoteReference("alone") Work alone, @RemoteReference("both") Work both,
			@RemoteReference("resting") Work resting) {
	}

}
