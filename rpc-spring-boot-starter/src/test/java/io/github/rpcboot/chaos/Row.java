package io.github.rpcboot.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of the fault matrix, run with real processes.
 *
 * @param number its number, with a letter where a row is run in several ways
 * @param fault what is done
 * @param calm whether others like it may run at the same time: few calls, and no times to
 * compare
 * @param script how
 */
record Row(String number, String fault, boolean calm, Script script) {

	Row(String number, String fault, Script script) {
		this(number, fault, false, script);
	}

	static Row calm(String number, String fault, Script script) {
		return new Row(number, fault, true, script);
	}

	/** Runs the row. */
	Figures run() throws Exception {
		Figures figures = new Figures(this.number, this.fault);
		try (Fleet fleet = new Fleet(this.number)) {
			this.script.run(fleet, figures);
		}
		catch (Exception | AssertionError ex) {
			ex.printStackTrace(System.out);
			figures.demand("the row runs to its end", ex.getMessage(), false);
		}
		return figures;
	}

	/** The invariants that hold in every row. */
	static void settle(Fleet fleet, Figures figures, CallLog... logs) {
		settle(fleet, figures, Fleet.DEADLINE, logs);
	}

	static void settle(Fleet fleet, Figures figures, Duration deadline, CallLog... logs) {
		List<String> broken = new ArrayList<>();
		Ledger ledger = fleet.ledger();
		for (CallLog log : logs) {
			broken.addAll(Invariants.ofCalls(ledger, log, deadline, Invariants.TOLERANCE_OF_PROCESSES));
			figures.note(log.calls().size() + " calls, " + log.codes() + ", p50 " + log.percentileMicros(50)
					+ " µs, p99 " + log.percentileMicros(99) + " µs, " + Invariants.overruns(log, deadline));
			long notMade = log.count(CallRecord::notCalled);
			if (notMade > 0) {
				figures.none("calls not made for want of a thread", notMade);
			}
		}
		broken.addAll(Invariants.ofTexts(fleet.logs()));
		figures.invariants(broken).note("CPU: " + fleet.cpu());
	}

	/** How a row goes. */
	@FunctionalInterface
	interface Script {

		void run(Fleet fleet, Figures figures) throws Exception;

	}

}
