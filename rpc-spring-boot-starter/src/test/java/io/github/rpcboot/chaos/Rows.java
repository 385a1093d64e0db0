package io.github.rpcboot.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All rows that are run with processes, in order, and the table of their figures.
 */
final class Rows {

	private final List<Figures> figures = new CopyOnWriteArrayList<>();

	static List<Row> all() {
		List<Row> rows = new ArrayList<>();
		rows.addAll(RestartRows.all());
		rows.addAll(FailingRows.all());
		rows.addAll(AttackRows.all());
		rows.addAll(OverloadRows.all());
		rows.addAll(ClockRows.all());
		rows.addAll(RegistryRows.all());
		return rows;
	}

	static Row find(String number) {
		return all().stream()
			.filter((row) -> row.number().equals(number))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"No row " + number + ", there are " + all().stream().map(Row::number).toList()));
	}

	Figures run(Row row) throws Exception {
		long start = System.nanoTime();
		System.out.println("=== row " + row.number() + ": " + row.fault());
		Figures one = row.run().note("took " + (System.nanoTime() - start) / 1_000_000_000 + " s");
		this.figures.add(one);
		System.out.println(one);
		return one;
	}

	/** Prints the table, and keeps it in a file. */
	void print() throws IOException {
		StringBuilder table = new StringBuilder(Figures.head()).append('\n');
		this.figures.forEach((one) -> table.append(one.line()).append('\n'));
		System.out.println("\n" + table);
		Path file = Path.of(System.getProperty("chaos.dir", "target/chaos"), "figures.md");
		Files.createDirectories(file.toAbsolutePath().getParent());
		Files.writeString(file, table);
	}

}
