package io.github.rpcboot.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All faults at once, by chance: nothing is demanded but the invariants.
 */
class RandomFaultsTests {

	static final List<Fault> FAULTS = List.of(Fault.cutRequest(0), Fault.cutRequest(100), Fault.resetRequest(1),
			Fault.resetRequest(250), Fault.cutResponse(0), Fault.cutResponse(20), Fault.resetResponse(0),
			Fault.resetResponse(40), Fault.stallResponse(0), Fault.stallResponse(60), Fault.swallow(),
			Fault.dripResponse(1, Duration.ofMillis(10)), Fault.delay(Duration.ofMillis(30)));

	@TempDir
	private static Path folder;

	private static List<InProcess> all;

	private static InProcess rig;

	@BeforeAll
	static void start() {
		all = InProcess.start(folder, 3, List.of(Duration.ofMillis(500)));
		rig = all.get(0);
	}

	@AfterAll
	static void stop() {
		try {
			rig.awaitIdle();
		}
		finally {
			InProcess.close(all);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 20261122, 4711 })
	void theInvariantsHold(long seed) {
		List<FaultScript> scripts = List.of(FaultScript.seeded(seed, 20, FAULTS),
				FaultScript.seeded(seed + 1, 20, FAULTS), FaultScript.seeded(seed + 2, 20, FAULTS));
		for (int i = 0; i < scripts.size(); i++) {
			rig.proxy(i).script(scripts.get(i));
		}
		CallLog log = rig.all(16, 320);
		assertThat(log.count(CallRecord::ok)).as("%s", scripts).isGreaterThan(160);
		rig.settle(scripts);
	}

}
