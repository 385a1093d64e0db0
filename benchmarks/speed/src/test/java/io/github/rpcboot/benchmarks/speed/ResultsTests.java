package io.github.rpcboot.benchmarks.speed;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How figures are put together. */
class ResultsTests {

	private static Measurement measurement(long calls, long errors, long clientMicros, long serverMicros) {
		return new Measurement(calls, errors, 1_000_000_000L, clientMicros * 1000 * calls, serverMicros * 1000 * calls,
				2000 * calls, 1000, 2000, 3000);
	}

	private static Results of(long ours, long theirs, long errors) {
		Results results = new Results();
		for (int round = 0; round < 3; round++) {
			results.cell(Peer.OURS, Operation.HELLO, 64, true).add(measurement(1000, 0, ours - round, 10));
			results.cell("grpc", Operation.HELLO, 64, true).add(measurement(500, errors, theirs + round, 10));
		}
		return results;
	}

	@Test
	void whatAProcessSaysIsReadAgain() {
		Measurement seen = measurement(1234, 5, 30, 40);

		assertThat(Measurement.parse(seen.line())).isEqualTo(seen);
	}

	@Test
	void cpuPerCallIsThatOfBothSides() {
		Measurement seen = measurement(1000, 0, 30, 40);

		assertThat(seen.cpuMicros()).isEqualTo(70);
		assertThat(seen.callsPerSecond()).isEqualTo(1000);
		assertThat(seen.bytesPerCall()).isEqualTo(2000);
	}

	@Test
	void theTableShowsTheMedianAndTheCheapestFirst() {
		String[] lines = of(30, 60, 0).tables().strip().lines().toArray(String[]::new);

		assertThat(lines[0]).isEqualTo("### hello, 64 virtual threads");
		assertThat(lines[4]).startsWith("| ours | 39.0 (38.0–40.0) | 29.0 + 10.0 | 1000 (1000–1000) |");
		assertThat(lines[5]).startsWith("| grpc | 71.0 (70.0–72.0) |");
	}

	@Test
	void aDemandIsMetByTheRatioOfTheMedians() {
		assertThat(Demand.report(of(30, 60, 0), true))
			.contains("| grpc-java, defaults (1 of 1 ways) | hello | 0.90 | 0.55 | pass | 1.64 | 2.00 | pass |");
		assertThat(Demand.report(of(90, 60, 0), true)).contains("| 0.90 | 1.39 | **fail** |");
	}

	@Test
	void nobodyWinsByErrors() {
		assertThat(Demand.report(of(30, 60, 1), true)).contains("3 errors").doesNotContain("| pass |");
	}

}
