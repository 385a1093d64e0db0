package io.github.rpcboot.benchmarks.speed;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the default path promises against others: at most so much of their CPU per call.
 *
 * @param against the title of the others
 * @param peers the ways of the others, of which the best counts
 * @param hello for the smallest message
 * @param order for 1 KB each way
 * @param users for 10 KB back
 */
record Demand(String against, List<String> peers, double hello, double order, double users) {

	private static final int CALLERS = 64;

	/** Calls per second are what two busy cores make of the CPU per call. */
	private static final double RATE = 0.9;

	static final List<Demand> ALL = List
		.of(new Demand("Spring Cloud OpenFeign", List.of("openfeign", "openfeign-hc5"), 0.48, 0.47, 0.65),
				new Demand("Spring HTTP Service client", List.of("http-service-hc5", "http-service-jdk"), 0.52, 0.50,
						0.70),
				new Demand("Armeria JSON", List.of("armeria-h2c", "armeria-h1"), 1.50, 1.05, 1.00),
				new Demand("Dubbo TCP, hessian2", List.of("dubbo-hessian2"), 0.95, 0.95, 1.10),
				new Demand("grpc-java, defaults", List.of("grpc"), 0.90, 0.95, 1.15));

	static String report(Results results, boolean virtual) {
		StringBuilder text = new StringBuilder("\n### Demands (" + CALLERS
				+ " callers, CPU per call of both sides, ours ÷ theirs)\n\n"
				+ "| against | operation | at most | seen | | calls/s, at least | seen | |\n|---|---|---|---|---|---|---|---|\n");
		for (Demand demand : ALL) {
			for (Operation operation : Operation.values()) {
				demand.row(results, operation, virtual).ifPresent(text::append);
			}
		}
		return text.toString();
	}

	private double most(Operation operation) {
		return switch (operation) {
			case HELLO -> this.hello;
			case ORDER -> this.order;
			case USERS -> this.users;
		};
	}

	private Optional<String> row(Results results, Operation operation, boolean virtual) {
		Optional<Cell> ours = results.find(Peer.OURS, operation, CALLERS, virtual);
		List<Cell> theirs = this.peers.stream()
			.flatMap((peer) -> results.find(peer, operation, CALLERS, virtual).stream())
			.toList();
		if (ours.isEmpty() || theirs.isEmpty()) {
			return Optional.empty();
		}
		long errors = ours.get().errors() + theirs.stream().mapToLong(Cell::errors).sum();
		String seen = this.against + " (" + theirs.size() + " of " + this.peers.size() + " ways"
				+ ((errors > 0) ? ", " + errors + " errors)" : ")");
		double cpu = ours.get().median(Measurement::cpuMicros)
				/ theirs.stream().mapToDouble((cell) -> cell.median(Measurement::cpuMicros)).min().orElseThrow();
		double rate = ours.get().median(Measurement::callsPerSecond)
				/ theirs.stream().mapToDouble((cell) -> cell.median(Measurement::callsPerSecond)).max().orElseThrow();
		double leastRate = RATE / cpu;
		return Optional.of(String.format(Locale.ROOT, "| %s | %s | %.2f | %.2f | %s | %.2f | %.2f | %s |%n", seen,
				operation.title(), most(operation), cpu, verdict(errors == 0 && cpu <= most(operation)), leastRate,
				rate, verdict(errors == 0 && rate >= leastRate)));
	}

	private static String verdict(boolean met) {
		return met ? "pass" : "**fail**";
	}

}
