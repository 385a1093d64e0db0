package io.github.rpcboot.benchmarks.speed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.rpcboot.benchmarks.speed.Demand.Place;

/** All that the default path promises against others and against itself. */
final class Demands {

	private static final int MANY = 64;

	private static final int VERY_MANY = 512;

	/** Calls per second are what two busy cores make of the CPU per call. */
	private static final double RATE = 0.9;

	private static final String OPENFEIGN = "openfeign-hc5";

	/** At most so much of their CPU per call: for hello, order and users. */
	private static final List<Against> CPU = List.of(
			new Against("Spring Cloud OpenFeign", new double[] { 0.48, 0.47, 0.65 }, true, "openfeign", OPENFEIGN),
			new Against("Spring HTTP Service client", new double[] { 0.52, 0.50, 0.70 }, true, "http-service-hc5",
					"http-service-jdk"),
			new Against("Armeria JSON", new double[] { 1.50, 1.05, 1.00 }, false, "armeria-h2c", "armeria-h1"),
			new Against("Dubbo TCP, hessian2", new double[] { 0.95, 0.95, 1.10 }, false, "dubbo-hessian2"),
			new Against("grpc-java, defaults", new double[] { 0.90, 0.95, 1.15 }, false, "grpc"),
			new Against("TLS, against none", new double[] { 1.35, 1.35, 1.35 }, false, Peer.OURS),
			new Against("the promises, against the bare engine", new double[] { 1.12, 1.12, 1.12 }, false, Peer.BARE));

	private final Results results;

	private final boolean virtual;

	private final List<Demand> demands = new ArrayList<>();

	private Demands(Results results, boolean virtual) {
		this.results = results;
		this.virtual = virtual;
	}

	static String report(Results results, boolean virtual) {
		Demands demands = new Demands(results, virtual);
		for (Operation operation : Operation.values()) {
			demands.cpu(operation);
			demands.memory(operation);
			demands.lone(operation);
			demands.crowd(operation);
		}
		return demands.table();
	}

	private String table() {
		List<String> rows = new ArrayList<>();
		Map<String, List<String>> unknown = new LinkedHashMap<>();
		for (Demand demand : this.demands) {
			demand.row(this.results)
				.ifPresentOrElse(rows::add, () -> unknown.computeIfAbsent(demand.what(), (key) -> new ArrayList<>())
					.add(demand.ours().operation().title()));
		}
		long missed = rows.stream().filter((row) -> row.contains(Demand.MISSED)).count();
		return "\n### Demands (ours ÷ theirs, of medians)\n\n| what | operation | demanded | seen | |\n|---|---|---|---|---|\n"
				+ String.join("", rows) + "\n" + (rows.size() - missed) + " met, " + missed + " missed.\n"
				+ unknown.entrySet()
					.stream()
					.map((entry) -> "* " + entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")\n")
					.collect(Collectors.joining("", unknown.isEmpty() ? "" : "\nNot measured in this run:\n\n", ""));
	}

	/** On JDK 17 only what most of its users have now is a measure. */
	private void cpu(Operation operation) {
		for (Against against : CPU) {
			if (this.virtual || against.always) {
				String ours = against.isTls() ? Peer.TLS : Peer.OURS;
				compare(against, place(ours, operation, MANY), against.places(operation, MANY, this.virtual));
			}
		}
	}

	/** Calls per second are asked of the way that needs least CPU. */
	private void compare(Against against, Place ours, Place... theirs) {
		double most = against.bounds[ours.operation().ordinal()];
		Demand cpu = Demand.atMost("CPU: " + against.title, Measurement::cpuMicros, most, ours, theirs);
		this.demands.add(cpu);
		if (!against.isOurs()) {
			Place best = cpu.best(this.results).orElse(theirs[0]);
			double ratio = cpu.ratio(this.results).orElse(most);
			this.demands.add(
					Demand.atLeast("calls/s: " + against.title, Measurement::callsPerSecond, RATE / ratio, ours, best));
		}
	}

	private void memory(Operation operation) {
		this.demands.add(Demand.atMost("bytes allocated by the client: OpenFeign on HttpClient 5",
				Measurement::bytesPerCall, 0.25, place(Peer.OURS, operation, MANY), place(OPENFEIGN, operation, MANY)));
	}

	/** The lone caller is a platform thread on every JDK. */
	private void lone(Operation operation) {
		Place ours = new Place(Peer.OURS, operation, 1, false);
		if (operation == Operation.ORDER) {
			this.demands.add(Demand.atMost("p50, one caller: OpenFeign as shipped", Measurement::p50, 0.125, ours,
					new Place("openfeign", operation, 1, false)));
		}
		this.demands.add(Demand.atMost("p50, one caller: OpenFeign on HttpClient 5", Measurement::p50, 0.7, ours,
				new Place(OPENFEIGN, operation, 1, false)));
	}

	private void crowd(Operation operation) {
		Place crowd = place(Peer.OURS, operation, VERY_MANY);
		Place many = place(Peer.OURS, operation, MANY);
		this.demands
			.add(Demand.atLeast("calls/s of 512 callers: of 64", Measurement::callsPerSecond, 0.85, crowd, many));
		this.demands.add(Demand.atMost("p99 of 512 callers: of 64", Measurement::p99, 10, crowd, many));
	}

	private Place place(String peer, Operation operation, int callers) {
		return new Place(peer, operation, callers, this.virtual);
	}

	/** Whom a ratio of CPU is promised against. */
	private static final class Against {

		private final String title;

		private final double[] bounds;

		private final boolean always;

		private final List<String> peers;

		Against(String title, double[] bounds, boolean always, String... peers) {
			this.title = title;
			this.bounds = bounds;
			this.always = always;
			this.peers = List.of(peers);
		}

		boolean isTls() {
			return this.peers.contains(Peer.OURS);
		}

		boolean isOurs() {
			return isTls() || this.peers.contains(Peer.BARE);
		}

		Place[] places(Operation operation, int callers, boolean virtual) {
			return this.peers.stream()
				.map((peer) -> new Place(peer, operation, callers, virtual))
				.toArray(Place[]::new);
		}

	}

}
