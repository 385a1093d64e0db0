package io.github.rpcboot.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rows 8, 9, 10, 12 and 16 of the fault matrix, in small.
 */
class SlowAndRefusingInstanceTests {

	@TempDir
	private static Path folder;

	private static final List<Duration> DEADLINES = List.of(Duration.ofSeconds(2), Duration.ofSeconds(2),
			Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofMillis(400), Duration.ofMillis(400));

	/** What a consumer learns of its providers is no business of the next test. */
	private static final List<InProcess> unused = new ArrayList<>();

	private static List<InProcess> all;

	private InProcess rig;

	@BeforeAll
	static void startAll() {
		all = InProcess.start(folder, 2, DEADLINES);
		unused.addAll(all);
	}

	@AfterAll
	static void stopAll() {
		InProcess.close(all);
	}

	private void start(Duration deadline) {
		this.rig = unused.remove(unused.stream().map(InProcess::deadline).toList().indexOf(deadline));
	}

	@AfterEach
	void settle() {
		this.rig.settle();
	}

	@Test
	void whereBothAreSlowNothingFailsAndBothAreUsed() {
		start(Duration.ofSeconds(2));
		this.rig.onAll(Fault.delay(Duration.ofMillis(250)));
		long first = this.rig.runs(0);
		long second = this.rig.runs(1);
		CallLog log = this.rig.all(16, 160);
		assertThat(log.codes()).isEmpty();
		assertThat(log.percentileMicros(50)).isBetween(250_000L, 500_000L);
		assertThat(this.rig.runs(0) - first).isGreaterThan(40);
		assertThat(this.rig.runs(1) - second).isGreaterThan(40);
	}

	@Test
	void whereOneIsSlowFourOfFiveCallsGoToTheOther() {
		start(Duration.ofSeconds(2));
		this.rig.proxy(0).always(Fault.delay(Duration.ofMillis(400)));
		long slow = this.rig.runs(0);
		CallLog log = this.rig.all(8, 1000);
		assertThat(log.codes()).isEmpty();
		assertThat(this.rig.runs(0) - slow).isLessThanOrEqualTo(200);
	}

	@Test
	void whereOneRefusesNothingFails() {
		start(Duration.ofSeconds(2));
		this.rig.proxy(0).refuse();
		// A connection that was idle for so long is looked at before it is used again.
		Awaitility.await().pollDelay(Duration.ofMillis(150)).until(() -> true);
		CallLog log = this.rig.all(8, 400);
		assertThat(log.only((call) -> !call.ok()).calls()).isEmpty();
	}

	@Test
	void whereAllRefuseEveryCallSaysSoAtOnce() {
		start(Duration.ofSeconds(2));
		this.rig.proxy(0).refuse();
		this.rig.proxy(1).refuse();
		CallLog log = this.rig.all(4, 100);
		assertThat(log.codes()).containsOnlyKeys("unavailable").containsEntry("unavailable", 100L);
		assertThat(log.percentileMicros(50)).isLessThan(50_000);
		CallRecord write = this.rig.write();
		assertThat(write.verdict().mayHaveExecuted()).isFalse();
		assertThat(write.verdict().message())
			.contains("failed with unavailable: No instance of '" + this.rig.name() + "' ")
			.contains(" does not accept connections. Is the application running there? [attempts: 2, ");
	}

	@Test
	void whereAnswersDripNoCallOutlivesItsDeadline() {
		start(Duration.ofMillis(400));
		this.rig.onAll(Fault.dripResponse(1, Duration.ofMillis(20)));
		CallLog log = this.rig.all(16, 32);
		assertThat(log.codes()).containsOnlyKeys("deadline_exceeded").containsEntry("deadline_exceeded", 32L);
	}

	@Test
	void whereNobodyAnswersNoCallOutlivesItsDeadline() {
		start(Duration.ofMillis(400));
		this.rig.onAll(Fault.swallow());
		CallLog log = this.rig.all(16, 32);
		assertThat(log.codes()).containsOnlyKeys("deadline_exceeded").containsEntry("deadline_exceeded", 32L);
	}

}
