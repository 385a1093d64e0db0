package io.github.rpcboot.benchmarks.speed;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What is promised of a figure: ours, divided by that of another cell. Of several others
 * the best counts.
 *
 * @param what the promise in words
 * @param value the figure, of which less is better unless it is told
 * @param more whether more is better
 * @param bound the most, or the least, that the ratio may be
 * @param ours where our figure stands
 * @param theirs where the others stand
 */
record Demand(String what, ToDoubleFunction<Measurement> value, boolean more, double bound, Place ours,
		List<Place> theirs) {

	static Demand atMost(String what, ToDoubleFunction<Measurement> value, double bound, Place ours, Place... theirs) {
		return new Demand(what, value, false, bound, ours, List.of(theirs));
	}

	static Demand atLeast(String what, ToDoubleFunction<Measurement> value, double bound, Place ours, Place... theirs) {
		return new Demand(what, value, true, bound, ours, List.of(theirs));
	}

	/** A row of the report, if both sides were measured. */
	Optional<String> row(Results results) {
		Optional<Cell> mine = this.ours.find(results);
		List<Cell> others = this.theirs.stream().flatMap((place) -> place.find(results).stream()).toList();
		if (mine.isEmpty() || others.isEmpty()) {
			return Optional.empty();
		}
		long errors = mine.get().errors() + others.stream().mapToLong(Cell::errors).sum();
		double ratio = mine.get().median(this.value) / best(others);
		boolean met = errors == 0 && (this.more ? ratio >= this.bound : ratio <= this.bound);
		return Optional.of(String.format(Locale.ROOT, "| %s%s | %s | %s %.2f | %.2f | %s |%n", this.what,
				remark(others, errors), mine.get().operation().title(), this.more ? "≥" : "≤", this.bound, ratio,
				met ? "met" : "**missed**"));
	}

	private double best(List<Cell> cells) {
		var medians = cells.stream().mapToDouble((cell) -> cell.median(this.value));
		return (this.more ? medians.max() : medians.min()).orElseThrow();
	}

	private String remark(List<Cell> others, long errors) {
		String ways = (others.size() < this.theirs.size())
				? ", " + others.size() + " of " + this.theirs.size() + " ways" : "";
		return ways + ((errors > 0) ? ", " + errors + " errors" : "");
	}

	/**
	 * Which cell.
	 *
	 * @param peer the product
	 * @param operation the operation
	 * @param callers how many callers
	 * @param virtual whether they are virtual threads
	 */
	record Place(String peer, Operation operation, int callers, boolean virtual) {

		Optional<Cell> find(Results results) {
			return results.find(this.peer, this.operation, this.callers, this.virtual);
		}

	}

}
