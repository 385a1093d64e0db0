package io.github.rpcboot.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class OpenLoopTests {

	@Test
	void aCallThatHangsDoesNotStopTheSchedule() throws InterruptedException {
		CountDownLatch last = new CountDownLatch(99);
		CallLog log = run("--rate=500 --seconds=0.2 --reads=1", new Reads((id) -> {
			if (id == 0) {
				last.await(5, TimeUnit.SECONDS);
			}
			last.countDown();
		}));
		assertThat(log.calls()).hasSize(100).allMatch(CallRecord::ok);
		CallRecord hanging = log.calls().get(0);
		CallRecord latest = log.calls().get(99);
		// Both numbers are rounded down.
		assertThat(hanging.startMicros() + hanging.durationMicros() + 1).isGreaterThanOrEqualTo(latest.startMicros());
		assertThat(latest.startMicros()).isGreaterThanOrEqualTo(198_000L);
	}

	@Test
	void aCallForWhichNoThreadIsFreeIsCounted() throws InterruptedException {
		CountDownLatch end = new CountDownLatch(1);
		CallLog log = run("--rate=1000 --seconds=0.1 --reads=1 --threads=32", new Reads((id) -> {
			if (id == 40) {
				end.countDown();
			}
			end.await(2, TimeUnit.SECONDS);
		}));
		assertThat(log.calls()).hasSize(100);
		assertThat(log.count(CallRecord::notCalled)).isBetween(1L, 68L);
	}

	@Test
	void failuresAreRecordedAsTheirProductReadsThem() throws InterruptedException {
		CallLog log = run("--rate=1000 --seconds=0.01 --reads=1", new Reads((id) -> {
			throw new IllegalStateException("no\nway");
		}));
		assertThat(log.calls()).hasSize(10)
			.allMatch((call) -> call.verdict().equals(new Verdict("broken", false, 2, "no\nway")));
		assertThat(log.codes()).containsEntry("broken", 10L);
	}

	@Test
	void readsAndWritesAreMixedByTheIdAlone() {
		OpenLoop.Settings settings = settings("--reads=0.3");
		long writes = LongStream.range(0, 10_000).filter(settings::isWrite).count();
		assertThat(writes).isBetween(6_800L, 7_200L);
	}

	@Test
	void aPlanHasARateForEachOfItsPhases() {
		long[] plan = settings("--plan=10x1,100x0.5").plan();
		assertThat(plan).hasSize(60);
		assertThat(plan[9]).isEqualTo(900_000_000L);
		assertThat(plan[11]).isEqualTo(1_010_000_000L);
	}

	@Test
	void aLogIsReadAsItWasWritten(@TempDir Path folder) {
		CallLog log = new CallLog(17, List.of(new CallRecord(1, true, 2, 3, 4, 0, Verdict.SUCCESS),
				new CallRecord(5, false, 6, 7, 8, 0, new Verdict("unavailable", true, 2, "at http://a: reset"))));
		log.write(folder.resolve("calls"));
		assertThat(CallLog.read(folder.resolve("calls"))).isEqualTo(log);
	}

	private static CallLog run(String options, Workload workload) throws InterruptedException {
		return new OpenLoop(settings(options), (ex) -> new Verdict("broken", false, 2, ex.getMessage())).run(workload);
	}

	private static OpenLoop.Settings settings(String options) {
		OpenLoop.Settings settings = OpenLoop.Settings.of(Options.of(options.split(" ")));
		assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(3));
		return settings;
	}

	private record Reads(Body body) implements Workload {

		@Override
		public void read(long id) throws Exception {
			this.body.call(id);
		}

		@Override
		public void write(long id) {
			throw new AssertionError("Only reads were asked for");
		}

		private interface Body {

			void call(long id) throws Exception;

		}

	}

}
