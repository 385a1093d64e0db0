package io.github.rpcboot.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Wall clocks that jump: a small library moves the clock of single processes. It is
 * compiled on the spot; without a C compiler the row is skipped.
 */
final class ClockRows {

	private ClockRows() {
	}

	static List<Row> all() {
		return List.of(new Row("31", "clocks jump by ± 1 h, 200/s", ClockRows::jump));
	}

	private static void jump(Fleet fleet, Figures figures) throws Exception {
		Path library = fleet.file("wallclock.so");
		if (!compile(fleet.file("wallclock.c"), library)) {
			figures.skip("no C compiler to build the library that moves clocks");
			return;
		}
		Path ahead = Files.writeString(fleet.file("ahead"), "0");
		Path behind = Files.writeString(fleet.file("behind"), "0");
		List<Fleet.Provider> providers = fleet.providersBy(prefix(library, ahead), 2);
		Fleet.Consumer consumer = fleet
			.consumerBy(prefix(library, behind), fleet.addresses(), "--rate=200", "--seconds=20")
			.go();
		consumer.at(5);
		Files.writeString(ahead, "3600");
		Files.writeString(behind, "-3600");
		consumer.at(12);
		Files.writeString(ahead, "-3600");
		Files.writeString(behind, "3600");
		CallLog log = consumer.done();
		long hour = consumer.clock() - System.currentTimeMillis();
		double share = 100.0 * providers.get(0).ledger().entries().size() / fleet.ledger().entries().size();
		// Tomcat measures its keep-alive by the wall clock, and drops all idle
		// connections.
		RestartRows.readsAndWrites(figures, log, 20)
			.demand("the consumer's clock is an hour ahead", hour / 60_000 + " min", hour > 3_500_000)
			.demand("nobody ejected: share of one in %", "%.0f".formatted(share), share > 35 && share < 65);
		Row.settle(fleet, figures, log);
	}

	private static List<String> prefix(Path library, Path clock) {
		return List.of("env", "LD_PRELOAD=" + library, "RIG_CLOCK=" + clock);
	}

	private static boolean compile(Path source, Path library) throws Exception {
		try (InputStream in = ClockRows.class.getResourceAsStream("/chaos/wallclock.c")) {
			Files.copy(in, source);
			Process compiler = new ProcessBuilder("cc", "-shared", "-fPIC", "-O1", "-o", library.toString(),
					source.toString(), "-ldl")
				.redirectErrorStream(true)
				.start();
			return compiler.waitFor(30, TimeUnit.SECONDS) && compiler.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
