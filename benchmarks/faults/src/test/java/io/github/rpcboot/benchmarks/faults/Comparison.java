package io.github.rpcboot.benchmarks.faults;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.chaos.Options;

/**
 * Runs rows of the fault matrix for products and prints one table:
 * {@code --products=ours,openfeign,dubbo --rows=1,42 --rate=500}, all optional.
 */
final class Comparison {

	/** A load before the start of a row that leaves too little of two cores to it. */
	private static final double BUSY = 3;

	private Comparison() {
	}

	public static void main(String[] args) throws Exception {
		Options options = Options.of(args);
		List<Product> products = new ArrayList<>();
		for (String name : options.text("products", "ours,openfeign,dubbo").split(",")) {
			products.add(Product.named(name).at(options.number("rate", 500)));
		}
		List<String> wanted = List.of(options.text("rows", "1,2,3,5,13,40,42").split(","));
		List<String> lines = new ArrayList<>(List.of(Outcome.head()));
		for (PeerRow row : PeerRows.all()) {
			if (wanted.contains(row.number())) {
				products.forEach((product) -> lines.add(line(row, product)));
			}
		}
		print(lines);
		System.exit(0);
	}

	private static String line(PeerRow row, Product product) {
		long start = System.nanoTime();
		String line;
		try {
			double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
			Outcome outcome = row.run(product);
			if (load > BUSY) {
				outcome.remark("the machine was busy: load %.1f", load);
			}
			line = outcome.line(row.number() + " " + row.fault(), product.name());
		}
		catch (Exception ex) {
			line = "| " + row.number() + " " + row.fault() + " | " + product.name() + " | the row broke: " + ex + " |";
		}
		System.out.println(line + " " + (System.nanoTime() - start) / 1_000_000_000 + " s");
		return line;
	}

	private static void print(List<String> lines) throws IOException {
		String table = String.join("\n", lines) + "\n";
		System.out.println("\n" + table);
		Path file = Path.of("target", "faults", "table.md");
		Files.createDirectories(file.getParent());
		Files.writeString(file, table);
	}

}
