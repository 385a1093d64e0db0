package io.github.rpcboot.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Row 13: a connection that ends or breaks after any byte of the request or the response.
 */
class CutConnectionTests {

	@TempDir
	private static Path folder;

	private static final int LANES = 6;

	/** Bytes are shared out among consumers that work at the same time. */
	private static List<InProcess> lanes;

	/** One repeat per call, since every call of these tests needs one. */
	@BeforeAll
	static void start() {
		lanes = InProcess.start(folder, 2, Collections.nCopies(LANES, Duration.ofSeconds(2)), "retry-budget=1");
	}

	@AfterAll
	static void stop() {
		try {
			lanes.get(LANES - 1).awaitIdle();
		}
		finally {
			InProcess.close(lanes);
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("requests")
	void aRequestThatEndsAfterAnyByteFailsNoRead(String name, LongFunction<Fault> fault) {
		check(fault, longest(FaultProxy::longestRequest));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("responses")
	void aResponseThatEndsAfterAnyByteFailsNoRead(String name, LongFunction<Fault> fault) {
		check(fault, longest(FaultProxy::longestResponse));
	}

	/** Which proxy the first read went through is chance. */
	private static long longest(ToLongFunction<FaultProxy> length) {
		InProcess rig = lanes.get(0);
		return Math.max(length.applyAsLong(rig.proxy(0)), length.applyAsLong(rig.proxy(1)));
	}

	static List<Arguments> requests() {
		return List.of(Arguments.of("closed", (LongFunction<Fault>) Fault::cutRequest),
				Arguments.of("reset", (LongFunction<Fault>) Fault::resetRequest));
	}

	static List<Arguments> responses() {
		return List.of(Arguments.of("closed", (LongFunction<Fault>) Fault::cutResponse),
				Arguments.of("reset", (LongFunction<Fault>) Fault::resetResponse));
	}

	private static void check(LongFunction<Fault> fault, long length) {
		assertThat(length).isGreaterThan(100);
		List<Long> bytes = LongStream.rangeClosed(0, length).boxed().toList();
		ExecutorService threads = Executors.newFixedThreadPool(LANES);
		try {
			List<CompletableFuture<Integer>> failed = new ArrayList<>();
			for (int i = 0; i < LANES; i++) {
				int lane = i;
				List<Long> share = bytes.stream().filter((at) -> at % LANES == lane).toList();
				failed.add(CompletableFuture.supplyAsync(() -> check(lanes.get(lane), fault, share), threads));
			}
			int failedWrites = failed.stream().mapToInt(CompletableFuture::join).sum();
			assertThat(failedWrites).as("the fault met the writes").isGreaterThan(50);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static int check(InProcess rig, LongFunction<Fault> fault, List<Long> bytes) {
		int failedWrites = 0;
		for (long at : bytes) {
			rig.onNext(fault.apply(at));
			assertThat(rig.read().verdict()).as("read, %s", fault.apply(at)).isEqualTo(Verdict.SUCCESS);
			rig.onNext(fault.apply(at));
			CallRecord write = rig.write();
			failedWrites += write.ok() ? 0 : 1;
			assertThat(write.ok() || write.verdict().mayHaveExecuted())
				.as("write, %s: %s", fault.apply(at), write.verdict())
				.isTrue();
			rig.onAll(Fault.NONE);
		}
		rig.settle("every byte of " + bytes);
		return failedWrites;
	}

	/**
	 * Row 14, in small: the other side ends an idle connection just as it is used again.
	 */
	@Test
	void connectionsThatEndWhileTheyAreTakenFailNoRead() throws InterruptedException {
		InProcess rig = lanes.get(0);
		for (int i = 0; i < 30; i++) {
			Thread ending = new Thread(() -> {
				rig.proxy(0).endConnections();
				rig.proxy(1).endConnections();
			});
			ending.start();
			Pause.until(System.nanoTime() + i * 15_000L);
			assertThat(rig.read().verdict()).as("round %d", i).isEqualTo(Verdict.SUCCESS);
			rig.write();
			ending.join();
		}
		rig.settle();
	}

}
