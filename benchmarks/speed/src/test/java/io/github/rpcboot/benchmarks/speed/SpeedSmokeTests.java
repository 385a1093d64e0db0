package io.github.rpcboot.benchmarks.speed;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The benchmark runs; what it prints here is no figure. */
class SpeedSmokeTests {

	private static final String CLASS_PATH = "peers.ours";

	@AfterEach
	void forget() {
		System.clearProperty(CLASS_PATH);
	}

	@Test
	void realProcessesCallEachOtherAndWhatItCostIsPrinted() throws Exception {
		System.setProperty(CLASS_PATH, System.getProperty("java.class.path"));
		String report = Speed.measure("--peers=ours,ours-tls,ours-bare,raw", "--operations=hello,order,users",
				"--callers=2", "--rounds=2", "--seconds=0.1", "--warmup=0.1");

		assertThat(report.lines().filter((line) -> line.startsWith("| ours |"))).hasSize(3)
			.allMatch((line) -> line.endsWith("| 0 |"), "without an error");
		assertThat(report.lines().filter((line) -> line.startsWith("| ours-tls |"))).hasSize(3)
			.allMatch((line) -> line.endsWith("| 0 |"), "without an error");
		assertThat(report.lines().filter((line) -> line.startsWith("| ours-bare |"))).hasSize(3)
			.allMatch((line) -> line.endsWith("| 0 |"), "without an error");
		assertThat(report).contains("### hello, 2", "### order, 2", "### users, 2");
		assertThat(Files.readString(Path.of("target", "speed", "results.json"))).contains("\"peer\":\"raw\"");
	}

	@Test
	void aMisspeltOptionIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> Speed.measure("--round=2"))
			.withMessageStartingWith("'--round=2' is none of the options");
		assertThatIllegalArgumentException().isThrownBy(() -> Speed.measure("--peers=nobody"))
			.withMessageStartingWith("There is no peer 'nobody'.");
	}

}
