package io.github.rpcboot.benchmarks.speed;

import java.io.IOException;
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

	private static final int FEW = 2;

	private static final int MANY = 16;

	private static final int TURNS = 4;

	private static final String QUICK = "ours,openfeign-hc5,http-service-hc5,grpc,dubbo-hessian2,armeria-h1";

	private final List<RunningPeer> peers = new ArrayList<>();

	private final Results results = new Results();

	private final Map<String, String> options;

	private Speed(Map<String, String> options) {
		this.options = options;
	}

	/**
	 * Measures.
	 * @param args {@code --peers=a,b --operations=hello,order,users --callers=64,1
	 * --threads=virtual|platform --rounds=3 --seconds=1.5 --warmup=35}
	 * @throws Exception if a process ends
	 */
	public static void main(String[] args) throws Exception {
		System.out.print(measure(args));
		System.exit(0);
	}

	static String measure(String... args) throws Exception {
		Map<String, String> options = new TreeMap<>();
		for (String arg : args) {
			String[] parts = arg.replaceFirst("^--", "").split("=", 2);
			if (!arg.startsWith("--") || parts.length != 2 || !OPTIONS.contains(parts[0])) {
				throw new IllegalArgumentException("'" + arg + "' is none of the options " + OPTIONS + ".");
			}
			options.put(parts[0], parts[1]);
		}
		return new Speed(options).run();
	}

	private String run() throws Exception {
		try {
			for (Peer peer : Peer.named(option("peers", QUICK).split(","))) {
				this.peers.add(RunningPeer.start(peer, DIRECTORY));
			}
			for (RunningPeer peer : this.peers) {
				warmUp(peer);
			}
			for (String callers : option("callers", "64").split(",")) {
				for (Operation operation : operations()) {
					measure(operation, Integer.parseInt(callers));
				}
			}
		}
		finally {
			this.peers.forEach(RunningPeer::close);
		}
		return report();
	}

	private String option(String name, String other) {
		return this.options.getOrDefault(name, other);
	}

	private boolean virtual() {
		return option("threads", (Runtime.version().feature() >= 21) ? "virtual" : "platform").equals("virtual");
	}

	private long millis(String name, String seconds) {
		return (long) (Double.parseDouble(option(name, seconds)) * 1000);
	}

	/** Who comes first changes from round to round. */
	private void measure(Operation operation, int callers) throws IOException {
		int rounds = Integer.parseInt(option("rounds", "3"));
		for (RunningPeer peer : this.peers) {
			peer.measure(operation, callers, virtual(), millis("seconds", "1.5") / 2);
		}
		for (int round = 0; round < rounds; round++) {
			for (int i = 0; i < this.peers.size(); i++) {
				RunningPeer peer = this.peers.get((i + round) % this.peers.size());
				Measurement seen = peer.measure(operation, callers, virtual(), millis("seconds", "1.5"));
				this.results.cell(peer.name(), operation, callers, virtual()).add(seen);
				System.err.printf(Locale.ROOT, "%s %d %s: %.1f µs%n", operation.title(), callers, peer.name(),
						seen.cpuMicros());
			}
		}
	}

	private List<Operation> operations() {
		return Arrays.stream(option("operations", "hello,order,users").split(",")).map(Operation::of).toList();
	}

	/**
	 * Few callers first: the compiler of a JVM is one thread, which would stand in line
	 * with all that serve. Everything that is measured later is called by turns.
	 */
	private void warmUp(RunningPeer peer) throws IOException {
		long slice = Math.max(1, millis("warmup", "35") / TURNS / operations().size());
		for (int turn = 0; turn < TURNS; turn++) {
			for (Operation operation : operations()) {
				peer.measure(operation, (turn < TURNS / 2) ? FEW : MANY, virtual(), slice);
			}
		}
	}

	private String report() throws IOException {
		String header = "Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " CPUs, "
				+ Arrays.toString(this.options.entrySet().toArray()) + "\n";
		String text = header + this.results.tables() + Demand.report(this.results, virtual());
		Files.writeString(DIRECTORY.resolve("results.md"), text);
		Files.writeString(DIRECTORY.resolve("results.json"), this.results.json());
		return text;
	}

}
