package io.github.rpcboot.benchmarks.speed;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

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

	static final String MISSED = "**missed**";

	static Demand atMost(String what, ToDoubleFunction<Measurement> value, double bound, Place ours, Place... theirs) {
		return new Demand(what, value, false, bound, ours, List.of(theirs));
	}

	static Demand atLeast(String what, ToDoubleFunction<Measurement> value, double bound, Place ours, Place... theirs) {
		return new Demand(what, value, true, bound, ours, List.of(theirs));
	}

	/** The place of the others that is best, if any was measured. */
	Optional<Place> best(Results results) {
		Comparator<Place> order = Comparator.comparingDouble((place) -> figure(place, results).orElseThrow());
		return this.theirs.stream()
			.filter((place) -> place.find(results).isPresent())
			.min(this.more ? order.reversed() : order);
	}

	/** Ours, divided by that of the best, if both were measured. */
	OptionalDouble ratio(Results results) {
		OptionalDouble mine = figure(this.ours, results);
		Optional<Place> best = best(results);
		return (mine.isEmpty() || best.isEmpty()) ? OptionalDouble.empty()
				: OptionalDouble.of(mine.getAsDouble() / figure(best.get(), results).orElseThrow());
	}

	private OptionalDouble figure(Place place, Results results) {
		return place.find(results).stream().mapToDouble((cell) -> cell.median(this.value)).findFirst();
	}

	/** A row of the report, if both sides were measured. */
	Optional<String> row(Results results) {
		OptionalDouble ratio = ratio(results);
		if (ratio.isEmpty()) {
			return Optional.empty();
		}
		double seen = ratio.getAsDouble();
		List<Cell> others = this.theirs.stream().flatMap((place) -> place.find(results).stream()).toList();
		long errors = Stream.concat(this.ours.find(results).stream(), others.stream()).mapToLong(Cell::errors).sum();
		boolean met = errors == 0 && (this.more ? seen >= this.bound : seen <= this.bound);
		return Optional
			.of(String.format(Locale.ROOT, "| %s%s | %s | %s %.2f | %.2f | %s |%n", this.what, remark(others, errors),
					this.ours.operation().title(), this.more ? "≥" : "≤", this.bound, seen, met ? "met" : MISSED));
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
