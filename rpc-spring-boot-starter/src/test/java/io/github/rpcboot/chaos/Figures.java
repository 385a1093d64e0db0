package io.github.rpcboot.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a row demands, what was seen, and which invariants broke.
 */
final class Figures {

	private final String row;

	private final String fault;

	private final List<Figure> figures = new ArrayList<>();

	private final List<String> notes = new ArrayList<>();

	private final List<String> broken = new ArrayList<>();

	private boolean invariantsChecked;

	private boolean skipped;

	Figures(String row, String fault) {
		this.row = row;
		this.fault = fault;
	}

	/** Demands something. */
	Figures demand(String what, Object seen, boolean met) {
		this.figures.add(new Figure(what, String.valueOf(seen), met));
		return this;
	}

	Figures atMost(String what, double limit, double seen) {
		return demand(what + " ≤ " + number(limit), number(seen), seen <= limit);
	}

	Figures atLeast(String what, double limit, double seen) {
		return demand(what + " ≥ " + number(limit), number(seen), seen >= limit);
	}

	Figures none(String what, long seen) {
		return demand(what + " 0", seen, seen == 0);
	}

	/** Tells something that nothing is demanded of. */
	Figures note(String note) {
		this.notes.add(note);
		return this;
	}

	/** The row cannot be run here. */
	Figures skip(String reason) {
		this.skipped = true;
		return demand("skipped", reason, true);
	}

	boolean skipped() {
		return this.skipped;
	}

	Figures invariants(List<String> broken) {
		this.invariantsChecked = true;
		this.broken.addAll(broken);
		return this;
	}

	boolean met() {
		return this.invariantsChecked && this.broken.isEmpty() && this.figures.stream().allMatch(Figure::met);
	}

	private static String number(double value) {
		return (value == Math.rint(value)) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.2f", value);
	}

	static String head() {
		return "| row | fault | figure demanded | seen | invariants |\n|---|---|---|---|---|";
	}

	/** The line of the table. */
	String line() {
		List<String> demanded = this.figures.stream().map(Figure::what).toList();
		List<String> seen = this.figures.stream().map((one) -> one.met ? one.seen : "**" + one.seen + "**").toList();
		String invariants = this.broken.isEmpty() ? (this.invariantsChecked ? "hold" : "not checked")
				: "**" + this.broken.size() + " broken**";
		return "| " + String.join(" | ", this.row, this.fault, String.join("; ", demanded), String.join("; ", seen),
				invariants) + " |";
	}

	/** Everything, for the console. */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(line());
		this.notes.forEach((note) -> text.append("\n    ").append(note));
		this.broken.forEach((one) -> text.append("\n    BROKEN ").append(one));
		return text.append("\n    ").append(met() ? "met" : "NOT MET").toString();
	}

	private record Figure(String what, String seen, boolean met) {
	}

}
