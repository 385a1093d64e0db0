package io.github.rpcboot.benchmarks.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import io.github.rpcboot.chaos.CallLog;
import io.github.rpcboot.chaos.CallRecord;
import io.github.rpcboot.chaos.Invariants;
import io.github.rpcboot.chaos.Ledger;

/**
 * What a row did to a product, counted from the callers' log and the providers' ledgers.
 */
final class Outcome {

	private static final long DEADLINE_MICROS = 3_000_000;

	/** A call this slow has met the fault: a handler takes 5 ms. */
	private static final long SLOW_MICROS = 500_000;

	private final CallLog calls;

	private final Ledger ledger;

	private final List<String> remarks = new ArrayList<>();

	private String moved = "–";

	private String attempts;

	Outcome(CallLog calls, Ledger ledger) {
		this.calls = calls;
		this.ledger = ledger;
		this.attempts = attempts(calls, 0, Double.MAX_VALUE);
	}

	/** Counts the attempts of a span only, in seconds of the run. */
	Outcome attemptsBetween(double from, double to) {
		this.attempts = attempts(this.calls.between(from, to), from, to);
		return this;
	}

	private String attempts(CallLog calls, double from, double to) {
		long arrived = this.ledger.entries()
			.stream()
			.filter((entry) -> entry.id() >= 0 && within(this.calls.second(entry.nanoTime()), from, to))
			.count();
		return number((double) arrived / Math.max(1, calls.count((call) -> !call.notCalled())));
	}

	private static boolean within(double second, double from, double to) {
		return second >= from && second < to;
	}

	/** Tells how long after a moment the last call began that failed or was slow. */
	Outcome movedSince(long nanoTime) {
		return movedSinceSecond(this.calls.second(nanoTime));
	}

	Outcome movedSinceSecond(double second) {
		double last = this.calls.calls()
			.stream()
			.filter((call) -> !call.ok() || call.durationMicros() > SLOW_MICROS)
			.mapToDouble((call) -> call.startMicros() / 1e6 - second)
			.max()
			.orElse(0);
		this.moved = number(Math.max(0, last));
		return this;
	}

	Outcome remark(String format, Object... values) {
		this.remarks.add(String.format(Locale.ROOT, format, values));
		return this;
	}

	private static String number(double value) {
		return String.format(Locale.ROOT, "%.2f", value);
	}

	static String head() {
		return "| row | product | calls | failed reads | failed writes | **duplicated writes** | lost answers | late |"
				+ " moved in s | attempts / calls | remarks |\n|---|---|---|---|---|---|---|---|---|---|---|";
	}

	/**
	 * The line of the table. A lost answer is a call that failed although it ran; a late
	 * one outlived its deadline of 3 s by more than 250 ms.
	 */
	String line(String row, String product) {
		this.remark("p50 %.1f ms, p99 %.1f ms", this.calls.percentileMicros(50) / 1e3,
				this.calls.percentileMicros(99) / 1e3);
		if (!this.calls.codes().isEmpty()) {
			this.remark("%s", this.calls.codes());
		}
		return "| "
				+ String.join(" | ", row, product, count((call) -> !call.notCalled()), failed(false), failed(true),
						duplicates(), lost(), late(), this.moved, this.attempts, String.join("; ", this.remarks))
				+ " |";
	}

	private String failed(boolean write) {
		return count((call) -> !call.ok() && call.write() == write);
	}

	private String duplicates() {
		return count((call) -> call.write() && this.ledger.runs(call.id()) > 1);
	}

	private String lost() {
		return count((call) -> !call.ok() && this.ledger.runs(call.id()) > 0);
	}

	private String late() {
		long limit = DEADLINE_MICROS + Invariants.TOLERANCE_OF_PROCESSES.toNanos() / 1000;
		return count((call) -> call.durationMicros() - call.stalledMicros() > limit);
	}

	private String count(Predicate<CallRecord> condition) {
		return Long.toString(this.calls.count(condition));
	}

}
