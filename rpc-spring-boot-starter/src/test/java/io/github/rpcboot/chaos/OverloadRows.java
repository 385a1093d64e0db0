package io.github.rpcboot.chaos;

import java.util.List;

/**
 * More calls than a provider can take.
 */
final class OverloadRows {

	private static final int COLD = 15;

	private static final String CAPACITY = "--capacity=10";

	private OverloadRows() {
	}

	static List<Row> all() {
		return List.of(new Row("29", "one slow service holds all it may, others 100/s", OverloadRows::slowService),
				new Row("42", "overload 3×, 1200/s on 400/s for 60 s, limit 10",
						(fleet, figures) -> overload(fleet, figures, 60, "--rpc.provider.max-in-flight=10")),
				new Row("42a", "the same with the adaptive limit",
						(fleet, figures) -> overload(fleet, figures, 60, "--rpc.provider.adaptive-limit=true")),
				new Row("42r", "the same with limit 10 and repeats, 15 s", OverloadRows::overloadWithRepeats),
				new Row("43", "overload 10× for 10 s, then half", OverloadRows::overloadTenfold),
				new Row("45", "256 descriptors, 500 calls at once", OverloadRows::fewDescriptors));
	}

	private static void slowService(Fleet fleet, Figures figures) {
		fleet.providers(1, "--server.tomcat.threads.max=60", "--rpc.provider.services.SlowBooks.max-in-flight=10");
		Fleet.Consumer slow = fleet.consumer("--plan=50x12", "--reads=0", "--slow-ms=2000", "--warmup=8",
				"--first-id=1000000");
		Fleet.Consumer consumer = fleet.consumer("--rate=100", "--seconds=20").go();
		consumer.at(6);
		CallLog shed = slow.go().done();
		CallLog log = consumer.done();
		long before = log.between(1, 6).percentileMicros(99);
		CallLog during = log.between(7, 17);
		figures.atLeast("others' success in %", 99.9, 100.0 * during.count(CallRecord::ok) / during.calls().size())
			.demand("others' p99 ≤ 2 × before (%d ms, at least 20 ms)".formatted(before / 1000),
					during.percentileMicros(99) / 1000 + " ms",
					during.percentileMicros(99) <= Math.max(20_000, 2 * before))
			.note("calls of the slow service: " + shed.count(CallRecord::ok) + " ok, " + shed.codes());
		Row.settle(fleet, figures, log, shed);
	}

	/**
	 * One attempt per call, so that what the provider does is seen and nothing else. Both
	 * processes share two cores, and compile for the first quarter of a minute of 1200
	 * calls a second: that is an overload of the machine, noted but not judged.
	 */
	private static void overload(Fleet fleet, Figures figures, int seconds, String limit) {
		fleet.providers(1, CAPACITY, "--work-ms=25", limit);
		CallLog log = fleet
			.consumer("--plan=1200x" + COLD + ",100x10,1200x" + seconds + ",200x8", "--rpc.consumer.max-attempts=1",
					"--warmup=2000")
			.go()
			.done();
		double begin = COLD + 10;
		double end = begin + seconds;
		CallLog admitted = log.between(begin, end).only(CallRecord::ok);
		CallLog refused = log.between(begin, end).only((call) -> !call.ok());
		long unloaded = log.between(COLD + 3, begin).percentileMicros(99);
		CallLog after = log.between(end + 2, end + 8);
		figures.atLeast("goodput in % of 400/s", 90, 100.0 * admitted.calls().size() / (400.0 * seconds))
			.demand("admitted p99 ≤ 2 × unloaded (%d ms)".formatted(unloaded / 1000),
					admitted.percentileMicros(99) / 1000 + " ms", admitted.percentileMicros(99) <= 2 * unloaded)
			.atMost("refusals p99 in ms", 30, refused.percentileMicros(99) / 1e3)
			.none("failed from 2 s after", after.count((call) -> !call.ok()))
			.demand("p99 from 2 s after ≤ 2 × unloaded", after.percentileMicros(99) / 1000 + " ms",
					after.percentileMicros(99) <= 2 * unloaded)
			.none("refusals that may have executed", refused.count((call) -> call.verdict().mayHaveExecuted()))
			.note("admitted p50 " + admitted.percentileMicros(50) + " µs, refused p50 " + refused.percentileMicros(50)
					+ " µs");
		for (int from = 0; from < end; from += 10) {
			CallLog part = log.between(from, from + 10);
			figures.note("second " + from + " to " + (from + 10) + ": " + part.count(CallRecord::ok) / 10
					+ " ok/s, p99 of them " + part.only(CallRecord::ok).percentileMicros(99) / 1000
					+ " ms, of the refused " + part.only((call) -> !call.ok()).percentileMicros(99) / 1000 + " ms");
		}
		Row.settle(fleet, figures, log);
	}

	private static void overloadWithRepeats(Fleet fleet, Figures figures) {
		fleet.providers(1, CAPACITY, "--work-ms=25", "--rpc.provider.max-in-flight=10");
		CallLog log = fleet.consumer("--plan=1200x" + COLD + ",100x5,1200x15,200x6", "--warmup=2000").go().done();
		CallLog during = log.between(COLD + 5, COLD + 20);
		figures.atLeast("goodput in % of 400/s", 90, 100.0 * during.count(CallRecord::ok) / (400.0 * 15))
			.none("failed from 2 s after", log.between(COLD + 22, COLD + 26).count((call) -> !call.ok()));
		Row.settle(fleet, figures, log);
	}

	/** 80 calls a second can be taken, so that 800 need little CPU. */
	private static void overloadTenfold(Fleet fleet, Figures figures) {
		fleet.providers(1, "--capacity=2", "--work-ms=25", "--rpc.provider.max-in-flight=2");
		CallLog log = fleet.consumer("--plan=40x5,800x10,40x12", "--warmup=500").go().done();
		long unloaded = log.between(1, 5).percentileMicros(99);
		CallLog after = log.between(20, 27);
		figures
			.demand("p99 from 5 s after ≤ 2 × unloaded (%d ms)".formatted(unloaded / 1000),
					after.percentileMicros(99) / 1000 + " ms", after.percentileMicros(99) <= 2 * unloaded)
			.none("failed from 5 s after", after.count((call) -> !call.ok()));
		Row.settle(fleet, figures, log);
	}

	private static void fewDescriptors(Fleet fleet, Figures figures) {
		fleet.providers(1, "--server.tomcat.threads.max=600");
		List<String> prefix = List.of("sh", "-c", "ulimit -n 256 && exec \"$@\"", "sh");
		CallLog log = fleet
			.consumerBy(prefix, fleet.addresses(), "--plan=500x1,20x9", "--reads=0", "--slow-ms=900", "--warmup=20")
			.go()
			.done();
		CallLog during = log.between(0, 1);
		CallLog after = log.between(5, 10);
		figures.none("failed from 4 s after", after.count((call) -> !call.ok()))
			.note("of the 500: " + during.count(CallRecord::ok) + " ok, " + during.codes());
		Row.settle(fleet, figures, log);
	}

}
