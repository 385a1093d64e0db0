package io.github.rpcboot.benchmarks.speed;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The main program: starts the processes of every product, lets callers call in turns,
 * and prints what it cost.
 */
public final class Speed {

	private static final Path DIRECTORY = Path.of("target", "speed");

	private static final Set<String> OPTIONS = Set.of("peers", "operations", "callers", "threads", "rounds", "seconds",
			"warmup");

	private static final List<String> KINDS = List.of("virtual", "platform");

	private static final int FEW = 2;

	private static final int MANY = 16;

	private static final int TURNS = 4;

	private static final int MOST_TURNS = 2;

	/** Compilers that work for less of the time are at rest. */
	private static final double REST = 0.05;

	private static final String QUICK = "--quick";

	/** In place of calls. */
	private static final String START_UP = "--start-up";

	private static final int STARTS = 9;

	private static final int AWAKE_MILLIS = 250;

	/** Connections that rested are closed, and with TLS each costs time of its own. */
	private static final int CONNECT_MILLIS = 4;

	/** What fits into six minutes. */
	private static final Map<String, String> SHORT = Map.of("peers",
			"ours,ours-bare,openfeign-hc5,http-service-hc5,grpc,dubbo-hessian2,armeria-h1", "callers", "64", "rounds",
			"3", "seconds", "1.2", "warmup", "16");

	private static final Map<String, String> WHOLE = Map.of("peers",
			String.join(",", Peer.ALL.stream().map(Peer::name).toList()), "operations", "hello,order,users", "callers",
			"1,64,512", "rounds", "5", "seconds", "2", "warmup", "35");

	private final List<RunningPeer> peers = new ArrayList<>();

	private final Results results = new Results();

	private final Map<String, String> options;

	private Steal steal = Steal.begin();

	private Speed(Map<String, String> options) {
		this.options = options;
	}

	/**
	 * Measures.
	 * @param args {@code --quick --peers=a,b --operations=hello,order,users
	 * --callers=1,64,512 --threads=virtual|platform --rounds=5 --seconds=2 --warmup=35}
	 * @throws Exception if a process ends
	 */
	public static void main(String[] args) throws Exception {
		boolean startUp = List.of(args).contains(START_UP);
		if (startUp && args.length > 1) {
			throw new IllegalArgumentException(START_UP + " takes no other option.");
		}
		System.out.print(startUp ? StartUp.measure(STARTS, DIRECTORY) : measure(args));
		System.exit(0);
	}

	static String measure(String... args) throws Exception {
		Map<String, String> options = new TreeMap<>(WHOLE);
		if (List.of(args).contains(QUICK)) {
			options.putAll(SHORT);
		}
		for (String arg : args) {
			if (arg.equals(QUICK)) {
				continue;
			}
			String[] parts = arg.replaceFirst("^--", "").split("=", 2);
			if (!arg.startsWith("--") || parts.length != 2 || !OPTIONS.contains(parts[0])) {
				throw new IllegalArgumentException(
						"'" + arg + "' is none of the options " + OPTIONS + " and " + QUICK + ".");
			}
			options.put(parts[0], parts[1]);
		}
		if (!KINDS.contains(options.getOrDefault("threads", "virtual"))) {
			throw new IllegalArgumentException("--threads is one of " + KINDS + ".");
		}
		Arrays.stream(options.get("operations").split(",")).forEach(Operation::of);
		return new Speed(options).run();
	}

	private String run() throws Exception {
		try {
			for (Peer peer : Peer.named(list("peers"))) {
				this.peers.add(RunningPeer.start(peer, DIRECTORY));
			}
			for (RunningPeer peer : this.peers) {
				warmUp(peer);
			}
			this.steal = Steal.begin();
			for (String callers : list("callers")) {
				for (Operation operation : operations()) {
					for (boolean virtual : kinds(Integer.parseInt(callers))) {
						measure(operation, Integer.parseInt(callers), virtual);
					}
				}
			}
		}
		finally {
			this.peers.forEach(RunningPeer::close);
		}
		return report();
	}

	private String[] list(String name) {
		return this.options.get(name).split(",");
	}

	private boolean virtual() {
		String usual = (Runtime.version().feature() >= 21) ? "virtual" : "platform";
		return this.options.getOrDefault("threads", usual).equals("virtual");
	}

	/** The lone caller is measured as a platform thread, too. */
	private List<Boolean> kinds(int callers) {
		return (virtual() && callers == 1) ? List.of(true, false) : List.of(virtual());
	}

	private long millis(String name) {
		return (long) (Double.parseDouble(this.options.get(name)) * 1000);
	}

	/** Who comes first changes from round to round. */
	private void measure(Operation operation, int callers, boolean virtual) throws IOException {
		for (RunningPeer peer : this.peers) {
			peer.measure(operation, callers, virtual, millis("seconds") / 2);
		}
		int rounds = Integer.parseInt(this.options.get("rounds"));
		for (int round = 0; round < rounds; round++) {
			for (int i = 0; i < this.peers.size(); i++) {
				RunningPeer peer = this.peers.get((i + round) % this.peers.size());
				// Some products have closed their connections while the others were
				// called.
				peer.measure(operation, callers, virtual, AWAKE_MILLIS + CONNECT_MILLIS * callers);
				Measurement seen = peer.measure(operation, callers, virtual, millis("seconds"));
				this.results.cell(peer.name(), operation, callers, virtual).add(seen);
				System.err.printf(Locale.ROOT, "%s %d %s: %.1f µs%n", operation.title(), callers, peer.name(),
						seen.cpuMicros());
			}
		}
	}

	private List<Operation> operations() {
		return Arrays.stream(list("operations")).map(Operation::of).toList();
	}

	/**
	 * Few callers first: the compiler of a JVM is one thread, which would stand in line
	 * with all that serve. Then as many as will be measured, until the compilers rest.
	 */
	private void warmUp(RunningPeer peer) throws IOException {
		long slice = Math.max(1, millis("warmup") / TURNS / operations().size());
		for (int turn = 0; turn < TURNS; turn++) {
			callAll(peer, (turn < TURNS / 2) ? FEW : MANY, slice);
		}
		long compiled = peer.compilationMillis();
		for (int turn = 0; turn < MOST_TURNS; turn++) {
			callAll(peer, mostCallers(), slice);
			long now = peer.compilationMillis();
			if (now - compiled < REST * slice * operations().size()) {
				return;
			}
			compiled = now;
		}
	}

	private void callAll(RunningPeer peer, int callers, long millis) throws IOException {
		for (Operation operation : operations()) {
			peer.measure(operation, callers, virtual(), millis);
		}
	}

	private int mostCallers() {
		return Arrays.stream(list("callers")).mapToInt(Integer::parseInt).max().orElseThrow();
	}

	private String report() throws IOException {
		String header = "Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " CPUs, "
				+ Arrays.toString(this.options.entrySet().toArray()) + "\n\n" + this.steal.report();
		String text = header + this.results.tables() + Demands.report(this.results, virtual());
		Files.writeString(DIRECTORY.resolve("results.md"), text);
		Files.writeString(DIRECTORY.resolve("results.json"), this.results.json());
		deleteCharts();
		for (String title : this.results.titles()) {
			Files.writeString(DIRECTORY.resolve(title.replaceAll("\\W+", "-") + ".svg"),
					Chart.of("CPU per call in µs: " + title, this.results.under(title)));
		}
		return text;
	}

	/** Those of an earlier run would look like results of this one. */
	private static void deleteCharts() throws IOException {
		try (DirectoryStream<Path> charts = Files.newDirectoryStream(DIRECTORY, "*.svg")) {
			for (Path chart : charts) {
				Files.delete(chart);
			}
		}
	}

}
