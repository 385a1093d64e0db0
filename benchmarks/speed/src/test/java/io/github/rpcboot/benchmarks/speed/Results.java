package io.github.rpcboot.benchmarks.speed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All cells of a run, and how they are written down. */
final class Results {

	private final List<Cell> cells = new ArrayList<>();

	Cell cell(String peer, Operation operation, int callers, boolean virtual) {
		return find(peer, operation, callers, virtual).orElseGet(() -> {
			Cell cell = new Cell(peer, operation, callers, virtual);
			this.cells.add(cell);
			return cell;
		});
	}

	Optional<Cell> find(String peer, Operation operation, int callers, boolean virtual) {
		return this.cells.stream().filter((cell) -> cell.is(peer, operation, callers, virtual)).findAny();
	}

	/** A table per operation, number and kind of callers, the cheapest first. */
	String tables() {
		StringBuilder text = new StringBuilder();
		for (String title : titles()) {
			text.append("\n### ").append(title).append("\n\n");
			text.append(
					"| | CPU µs per call | client + server | calls/s | p50 / p99 / p99.9 µs | client KB | errors |\n");
			text.append("|---|---|---|---|---|---|---|\n");
			under(title).stream()
				.sorted(Comparator.comparingDouble((cell) -> cell.median(Measurement::cpuMicros)))
				.forEach((cell) -> text.append(row(cell)));
		}
		return text.toString();
	}

	/** What there is a table for. */
	List<String> titles() {
		return this.cells.stream().map(Results::title).distinct().toList();
	}

	List<Cell> under(String title) {
		return this.cells.stream().filter((cell) -> title(cell).equals(title)).toList();
	}

	private static String title(Cell cell) {
		return cell.operation().title() + ", " + cell.callers() + (cell.virtual() ? " virtual" : " platform")
				+ ((cell.callers() == 1) ? " thread" : " threads");
	}

	private static String row(Cell cell) {
		return String.format(Locale.ROOT, "| %s | %s | %.1f + %.1f | %s | %.0f / %.0f / %.0f | %.1f | %d |%n",
				cell.peer(), cell.text(Measurement::cpuMicros, 1), cell.median(Measurement::clientMicros),
				cell.median(Measurement::serverMicros), cell.text(Measurement::callsPerSecond, 0),
				cell.median((round) -> round.p50() / 1e3), cell.median((round) -> round.p99() / 1e3),
				cell.median((round) -> round.p999() / 1e3), cell.median((round) -> round.bytesPerCall() / 1e3),
				cell.errors());
	}

	/** One object per round. */
	String json() {
		List<String> lines = new ArrayList<>();
		for (Cell cell : this.cells) {
			for (Measurement round : cell.rounds()) {
				lines.add("  {\"peer\":\"" + cell.peer() + "\",\"operation\":\"" + cell.operation().title()
						+ "\",\"callers\":" + cell.callers() + ",\"virtual\":" + cell.virtual() + ",\""
						+ round.line().replace("=", "\":").replace(" ", ",\"") + "}");
			}
		}
		return "{\"java\":\"" + Runtime.version() + "\",\"cpus\":" + Runtime.getRuntime().availableProcessors()
				+ ",\"rounds\":[\n" + String.join(",\n", lines) + "\n]}\n";
	}

}
