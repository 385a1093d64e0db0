package io.github.rpcboot.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long the same application takes to start with each product, and what it holds then.
 * Processes start by turns, one at a time.
 */
final class StartUp {

	private static final String PACKAGE = "io.github.rpcboot.benchmarks.start.";

	private static final String WEB = "an empty web application";

	private static final String OPENFEIGN = "with spring-cloud-starter-openfeign";

	private static final String OURS = "with this project";

	private static final long MOST_MILLIS_MORE = 150;

	private static final double MILLION = 1e6;

	private final Map<String, Peer.Program> programs = new LinkedHashMap<>();

	private final Map<String, List<long[]>> seen = new LinkedHashMap<>();

	private final Path logs;

	private StartUp(Path logs) {
		this.logs = logs;
		this.programs.put(WEB, new Peer.Program("start-web", PACKAGE + "WebStart"));
		this.programs.put(OPENFEIGN, new Peer.Program("start-openfeign", PACKAGE + "OpenFeignStart"));
		this.programs.put(OURS, new Peer.Program("start-ours", PACKAGE + "OursStart"));
		this.programs.keySet().forEach((name) -> this.seen.put(name, new ArrayList<>()));
	}

	static String measure(int rounds, Path logs) throws IOException {
		StartUp startUp = new StartUp(logs);
		// Files are read from the disk by the first of them.
		startUp.round(false);
		Steal steal = Steal.begin();
		for (int round = 0; round < rounds; round++) {
			startUp.round(true);
		}
		String report = "\n" + steal.report() + startUp.report();
		Files.writeString(logs.resolve("start-up.md"), report);
		Files.writeString(logs.resolve("start-up.json"), startUp.json());
		return report;
	}

	private void round(boolean counts) throws IOException {
		for (String name : this.programs.keySet()) {
			long[] figures = start(this.programs.get(name));
			if (counts) {
				this.seen.get(name).add(figures);
			}
		}
	}

	/** Nanoseconds until it is ready, its CPU until then, the bytes of its heap. */
	private long[] start(Peer.Program program) throws IOException {
		long began = System.nanoTime();
		try (Child child = Child.start(PeerProcess.class, program.classPath(), List.of(),
				this.logs.resolve(program.module() + ".log"), "server", program.type(), "default", "0")) {
			child.await(Child.READY);
			long took = System.nanoTime() - began;
			return new long[] { took, Long.parseLong(child.ask("cpu")), Long.parseLong(child.ask("heap")) };
		}
	}

	private String report() {
		StringBuilder text = new StringBuilder(
				"\n### Start-up\n\n| | ready after ms | CPU until then, ms | heap after a full collection, MB |\n|---|---|---|---|\n");
		this.seen.forEach((name, rounds) -> text.append(String.format(Locale.ROOT, "| %s | %s | %s | %s |%n", name,
				figure(rounds, 0, MILLION, 0), figure(rounds, 1, MILLION, 0), figure(rounds, 2, MILLION, 1))));
		double more = (median(this.seen.get(OURS), 0) - median(this.seen.get(OPENFEIGN), 0)) / MILLION;
		return text
			.append(String.format(Locale.ROOT, "%nStart-up above OpenFeign: at most %d ms, seen %.0f ms: %s%n",
					MOST_MILLIS_MORE, more, (more <= MOST_MILLIS_MORE) ? "met" : "**missed**"))
			.toString();
	}

	/** One object per start. */
	private String json() {
		List<String> lines = new ArrayList<>();
		this.seen.forEach((name, rounds) -> rounds.forEach(
				(figures) -> lines.add("  {\"application\":\"%s\",\"readyNanos\":%d,\"cpuNanos\":%d,\"heapBytes\":%d}"
					.formatted(name, figures[0], figures[1], figures[2]))));
		return "{\"java\":\"" + Runtime.version() + "\",\"starts\":[\n" + String.join(",\n", lines) + "\n]}\n";
	}

	private static String figure(List<long[]> rounds, int index, double unit, int digits) {
		double[] sorted = sorted(rounds, index);
		String format = "%." + digits + "f (%." + digits + "f–%." + digits + "f)";
		return String.format(Locale.ROOT, format, median(rounds, index) / unit, sorted[0] / unit,
				sorted[sorted.length - 1] / unit);
	}

	private static double median(List<long[]> rounds, int index) {
		double[] sorted = sorted(rounds, index);
		return sorted[sorted.length / 2];
	}

	private static double[] sorted(List<long[]> rounds, int index) {
		double[] values = rounds.stream().mapToDouble((figures) -> figures[index]).toArray();
		Arrays.sort(values);
		return values;
	}

}
