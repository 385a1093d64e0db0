package io.github.rpcboot.benchmarks.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.rpcboot.chaos.Fleet;

/**
 * A product under test: its processes, and what it is told in the row of overload, where
 * every provider knows the capacity of its handler.
 *
 * @param name its name
 * @param module the system property {@code peers.<module>} holds its class path
 * @param main the start of the names of its main classes
 * @param consumerOptions what its consumers are told in every row
 * @param overloadOptions what its providers are told in the row of overload
 */
record Product(String name, String module, String main, List<String> consumerOptions, List<String> overloadOptions) {

	private static final String PEERS = "io.github.rpcboot.benchmarks.";

	static List<Product> all() {
		return List.of(
				new Product("ours", "ours", "io.github.rpcboot.chaos.Rig", List.of(),
						List.of("--rpc.provider.max-in-flight=" + PeerRows.CAPACITY)),
				openFeign("openfeign"),
				openFeign("openfeign-health", "--spring.cloud.loadbalancer.configurations=health-check"),
				openFeign("openfeign-engine-retries", "--engine-retries=true"), dubbo("dubbo"),
				dubbo("dubbo-retries-0", "--retries=0"));
	}

	/** Its limit of calls at once comes from the capacity itself, as Dubbo's does. */
	private static Product openFeign(String name, String... consumerOptions) {
		return new Product(name, "openfeign", PEERS + "openfeign.OpenFeign", List.of(consumerOptions), List.of());
	}

	private static Product dubbo(String name, String... consumerOptions) {
		return new Product(name, "dubbo", PEERS + "dubbo.Dubbo", List.of(consumerOptions), List.of());
	}

	static Product named(String name) {
		return all().stream()
			.filter((product) -> product.name.equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"No product " + name + ", there are " + all().stream().map(Product::name).toList()));
	}

	/**
	 * The same product at another rate.
	 */
	Product at(int callsPerSecond) {
		List<String> options = new ArrayList<>(this.consumerOptions);
		options.add("--rate=" + callsPerSecond);
		return new Product(this.name, this.module, this.main, options, this.overloadOptions);
	}

	/** Lets the rig start processes of this product from now on. */
	Fleet fleet(String row) {
		System.setProperty("chaos.dir", Path.of("target", "faults", this.name).toString());
		System.setProperty("rig.class-path", System.getProperty("peers." + this.module));
		System.setProperty("rig.provider", this.main + "Provider");
		System.setProperty("rig.consumer", this.main + "Consumer");
		return new Fleet(row);
	}

	Fleet.Consumer consumer(Fleet fleet, String... options) {
		return fleet.consumer(with(options));
	}

	Fleet.Consumer consumerOf(Fleet fleet, String targets, String... options) {
		return fleet.consumerOf(targets, with(options));
	}

	private String[] with(String... options) {
		List<String> all = new ArrayList<>(Arrays.asList(options));
		all.addAll(this.consumerOptions);
		return all.toArray(String[]::new);
	}

}
