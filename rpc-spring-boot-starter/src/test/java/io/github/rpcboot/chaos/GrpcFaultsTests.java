package io.github.rpcboot.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The faults that are over quickly, between two sides that speak gRPC: the calls of a
 * connection share what happens to it.
 */
class GrpcFaultsTests {

	@TempDir
	private static Path folder;

	private static List<InProcess> all;

	private static InProcess rig;

	@BeforeAll
	static void start() {
		all = InProcess.startOverGrpc(folder, 3, List.of(Duration.ofMillis(500), Duration.ofSeconds(2)),
				"retry-budget=1");
		rig = all.get(0);
	}

	@AfterAll
	static void stop() {
		InProcess.close(all);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 20261122, 4711 })
	void theInvariantsHoldUnderFaultsByChance(long seed) {
		List<FaultScript> scripts = List.of(FaultScript.seeded(seed, 20, RandomFaultsTests.FAULTS),
				FaultScript.seeded(seed + 1, 20, RandomFaultsTests.FAULTS),
				FaultScript.seeded(seed + 2, 20, RandomFaultsTests.FAULTS));
		for (int i = 0; i < scripts.size(); i++) {
			rig.proxy(i).script(scripts.get(i));
		}
		CallLog log = rig.all(16, 320);
		assertThat(log.count(CallRecord::ok)).as("%s", scripts).isGreaterThan(100);
		rig.settle(scripts);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 9, 10, 17, 24, 40, 64, 100, 150, 200, 300 })
	void aConnectionThatIsCutAfterAnyByteFailsNoRead(int bytes) {
		InProcess patient = all.get(1);
		for (Fault fault : List.of(Fault.cutRequest(bytes), Fault.resetRequest(bytes), Fault.cutResponse(bytes),
				Fault.resetResponse(bytes))) {
			patient.onNext(fault);
			assertThat(patient.read().verdict()).as("read, %s", fault).isEqualTo(Verdict.SUCCESS);
			patient.onNext(fault);
			CallRecord write = patient.write();
			assertThat(write.ok() || write.verdict().mayHaveExecuted()).as("write, %s: %s", fault, write.verdict())
				.isTrue();
			patient.onAll(Fault.NONE);
		}
		patient.settle("byte " + bytes);
	}

	@Test
	void anInstanceThatIsGoneAndComesBackFailsNoRead() {
		InProcess patient = all.get(1);
		for (int round = 0; round < 3; round++) {
			patient.proxy(round).refuse();
			for (int i = 0; i < 10; i++) {
				assertThat(patient.read().verdict()).as("round %d", round).isEqualTo(Verdict.SUCCESS);
			}
			patient.proxy(round).accept();
		}
		patient.settle();
	}

	@Test
	void connectionsThatEndWhileTheyAreUsedFailNoRead() throws InterruptedException {
		InProcess patient = all.get(1);
		for (int i = 0; i < 30; i++) {
			Thread ending = new Thread(() -> {
				for (int proxy = 0; proxy < 3; proxy++) {
					patient.proxy(proxy).endConnections();
				}
			});
			ending.start();
			Pause.until(System.nanoTime() + i * 15_000L);
			assertThat(patient.read().verdict()).as("round %d", i).isEqualTo(Verdict.SUCCESS);
			patient.write();
			ending.join();
		}
		patient.settle();
	}

}
