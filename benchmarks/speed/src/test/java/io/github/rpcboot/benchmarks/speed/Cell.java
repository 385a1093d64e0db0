package io.github.rpcboot.benchmarks.speed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The rounds of one product with one operation and one number of callers. */
final class Cell {

	private final String peer;

	private final Operation operation;

	private final int callers;

	private final boolean virtual;

	private final List<Measurement> rounds = new ArrayList<>();

	Cell(String peer, Operation operation, int callers, boolean virtual) {
		this.peer = peer;
		this.operation = operation;
		this.callers = callers;
		this.virtual = virtual;
	}

	void add(Measurement round) {
		this.rounds.add(round);
	}

	String peer() {
		return this.peer;
	}

	Operation operation() {
		return this.operation;
	}

	int callers() {
		return this.callers;
	}

	boolean virtual() {
		return this.virtual;
	}

	List<Measurement> rounds() {
		return this.rounds;
	}

	boolean is(String peer, Operation operation, int callers, boolean virtual) {
		return this.peer.equals(peer) && this.operation == operation && this.callers == callers
				&& this.virtual == virtual;
	}

	long errors() {
		return this.rounds.stream().mapToLong(Measurement::errors).sum();
	}

	double median(ToDoubleFunction<Measurement> value) {
		double[] sorted = sorted(value);
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	/** Median, least and most. */
	String text(ToDoubleFunction<Measurement> value, int digits) {
		double[] sorted = sorted(value);
		String format = "%." + digits + "f (%." + digits + "f–%." + digits + "f)";
		return String.format(Locale.ROOT, format, median(value), sorted[0], sorted[sorted.length - 1]);
	}

	private double[] sorted(ToDoubleFunction<Measurement> value) {
		double[] values = this.rounds.stream().mapToDouble(value).toArray();
		Arrays.sort(values);
		return values;
	}

}
