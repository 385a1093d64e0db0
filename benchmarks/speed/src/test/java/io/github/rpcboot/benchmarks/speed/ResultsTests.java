package io.github.rpcboot.benchmarks.speed;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

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
		assertThat(Demands.report(of(30, 60, 0), true))
			.contains("| CPU: grpc-java, defaults | hello | ≤ 0.90 | 0.55 | met |")
			.contains("| calls/s: grpc-java, defaults | hello | ≥ 1.64 | 2.00 | met |");
		assertThat(Demands.report(of(90, 60, 0), true)).contains("| ≤ 0.90 | 1.39 | **missed** |");
	}

	@Test
	void demandsAreCountedAndWhatWasNotMeasuredIsNamed() {
		assertThat(Demands.report(of(30, 60, 0), true)).contains("\n2 met, 0 missed.\n")
			.contains("\n* CPU: grpc-java, defaults (order, users)\n")
			.contains("\n* CPU: TLS, against none");
	}

	@Test
	void callsPerSecondAreAskedOfTheWayThatNeedsLeastCpu() {
		Results results = of(30, 60, 0);
		results.cell("armeria-h2c", Operation.HELLO, 64, true).add(measurement(500, 0, 40, 38));
		results.cell("armeria-h1", Operation.HELLO, 64, true).add(measurement(900, 0, 60, 40));

		assertThat(Demands.report(results, true)).contains("| calls/s: Armeria JSON | hello | ≥ 1.80 | 2.00 | met |");
	}

	@Test
	void ofOthersTheBestWayCounts() {
		Results results = of(30, 60, 0);
		results.cell("armeria-h2c", Operation.HELLO, 64, true).add(measurement(1000, 0, 10, 10));

		assertThat(Demands.report(results, true))
			.contains("| CPU: Armeria JSON, 1 of 2 ways | hello | ≤ 1.50 | 1.95 | **missed** |");
		results.cell("armeria-h1", Operation.HELLO, 64, true).add(measurement(1000, 0, 20, 19));
		assertThat(Demands.report(results, true)).contains("| CPU: Armeria JSON | hello | ≤ 1.50 | 1.95 |");
	}

	@Test
	void aCrowdIsComparedWithUsAndALoneCallerWithOpenFeign() {
		Results results = of(30, 60, 0);
		results.cell(Peer.OURS, Operation.HELLO, 512, true).add(measurement(800, 0, 30, 10));
		results.cell(Peer.OURS, Operation.HELLO, 1, false).add(measurement(800, 0, 30, 10));
		results.cell("openfeign-hc5", Operation.HELLO, 1, false).add(measurement(800, 0, 30, 10));

		assertThat(Demands.report(results, true))
			.contains("| calls/s of 512 callers: of 64 | hello | ≥ 0.85 | 0.80 | **missed** |")
			.contains("| p99 of 512 callers: of 64 | hello | ≤ 10.00 | 1.00 | met |")
			.contains("| p50, one caller: OpenFeign on HttpClient 5 | hello | ≤ 0.70 | 1.00 | **missed** |");
	}

	@Test
	void theChartIsWellFormedAndShowsEachProductOnce() throws Exception {
		Results results = of(30, 60, 0);

		String svg = Chart.of("hello, 64 virtual threads", results.under("hello, 64 virtual threads"));

		NodeList texts = DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
			.getElementsByTagName("text");
		assertThat(IntStream.range(0, texts.getLength()).mapToObj((i) -> texts.item(i).getTextContent()))
			.containsExactly("hello, 64 virtual threads", "client", "server", "ours", "39", "grpc", "71");
	}

	@Test
	void nobodyWinsByErrors() {
		assertThat(Demands.report(of(30, 60, 1), true)).contains("3 errors").doesNotContain("| met |");
	}

	@Test
	void withPlatformThreadsOnlyTheUsualClientsAreDemanded() {
		assertThat(Demands.report(of(30, 60, 0), false)).doesNotContain("grpc");
	}

}
