package io.github.rpcboot.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Instances that die, stop, hang and come back.
 */
final class RestartRows {

	private static final double DRAGS = 500_000;

	private RestartRows() {
	}

	static List<Row> all() {
		return List.of(new Row("1", "kill -9 of one of two, 500/s", RestartRows::kill),
				new Row("2", "SIGTERM of one of two, 500/s", RestartRows::terminate),
				new Row("3", "rolling restart of both, twice, 500/s", RestartRows::rollingRestart),
				new Row("3p", "the same behind one TCP proxy address", RestartRows::rollingRestartBehindOneAddress),
				new Row("4", "SIGTERM with a call of 20 s in flight", RestartRows::terminateDuringALongCall),
				new Row("5", "SIGSTOP of one of two for 20 s, 500/s", RestartRows::stop));
	}

	private static void kill(Fleet fleet, Figures figures) {
		List<Fleet.Provider> providers = fleet.providers(2);
		Fleet.Consumer consumer = fleet.consumer("--rate=500", "--seconds=15").go();
		consumer.at(6);
		long killed = providers.get(0).jvm().kill();
		CallLog log = consumer.done();
		readsAndWrites(figures, log, 5).atMost("traffic moved in s", 1, lastTrouble(log, killed));
		Row.settle(fleet, figures, log);
	}

	private static void terminate(Fleet fleet, Figures figures) {
		List<Fleet.Provider> providers = fleet.providers(2);
		Fleet.Consumer consumer = fleet.consumer("--rate=500", "--seconds=20").go();
		consumer.at(5);
		double seconds = providers.get(0).stop();
		CallLog log = consumer.done();
		figures.none("failed", log.count((call) -> !call.ok())).atMost("ended in s", 10, seconds);
		Row.settle(fleet, figures, log);
	}

	private static void rollingRestart(Fleet fleet, Figures figures) {
		List<Fleet.Provider> providers = fleet.providers(2);
		Fleet.Consumer consumer = fleet.consumer("--rate=500", "--seconds=122").go();
		rollingRestart(fleet, figures, providers, consumer);
	}

	private static void rollingRestartBehindOneAddress(Fleet fleet, Figures figures) {
		List<Fleet.Provider> providers = fleet.providers(2);
		FaultProxy proxy = fleet.with(FaultProxy.to(providers.get(0).port(), providers.get(1).port()));
		Fleet.Consumer consumer = fleet.consumerOf(proxy.address(), "--rate=500", "--seconds=122").go();
		rollingRestart(fleet, figures, providers, consumer);
	}

	private static void rollingRestart(Fleet fleet, Figures figures, List<Fleet.Provider> providers,
			Fleet.Consumer consumer) {
		consumer.at(4);
		List<String> ends = restartTwice(providers, consumer);
		double second = consumer.second();
		CallLog log = consumer.done();
		figures.atLeast("calls", 60_000, log.calls().size())
			.none("failed", log.count((call) -> !call.ok()))
			.demand("4 restarts within the run", ends.size() + " by second " + Math.round(second), second < 121)
			.note("seconds from SIGTERM to the end: " + ends);
		Row.settle(fleet, figures, log);
	}

	private static List<String> restartTwice(List<Fleet.Provider> providers, Fleet.Consumer consumer) {
		List<String> ends = new ArrayList<>();
		for (int round = 0; round < 2; round++) {
			for (Fleet.Provider provider : providers) {
				double from = consumer.second();
				ends.add("%.1f".formatted(provider.restart()));
				System.out.printf("restarted %s from second %.1f to %.1f%n", provider.address(), from,
						consumer.second());
				consumer.at(consumer.second() + 3);
			}
		}
		return ends;
	}

	private static void terminateDuringALongCall(Fleet fleet, Figures figures) {
		List<Fleet.Provider> providers = fleet.providers(2);
		Fleet.Consumer patient = fleet.consumerOf(providers.get(0).address(), "--plan=1x1", "--reads=0",
				"--slow-ms=20000", "--warmup=0", "--deadline-ms=28000", "--first-id=1000000");
		Fleet.Consumer consumer = fleet.consumer("--rate=100", "--seconds=25").go();
		patient.go().at(2);
		double seconds = providers.get(0).stop();
		CallLog slow = patient.done();
		CallLog log = consumer.done();
		figures.none("long calls failed", slow.count((call) -> !call.ok()))
			.none("other calls failed", log.count((call) -> !call.ok()))
			.demand("ended once the call had", "%.1f s".formatted(seconds), seconds > 16 && seconds < 27);
		Row.settle(fleet, figures, log);
		Row.settle(fleet, figures, Duration.ofSeconds(28), slow);
	}

	private static void stop(Fleet fleet, Figures figures) {
		List<Fleet.Provider> providers = fleet.providers(2);
		Fleet.Consumer consumer = fleet.consumer("--rate=500", "--seconds=48").go();
		consumer.at(5);
		providers.get(0).jvm().signal("STOP");
		consumer.at(25);
		long resumed = providers.get(0).jvm().signal("CONT");
		CallLog log = consumer.done();
		readsAndWrites(figures, log, 20)
			.atMost("back in rotation in s", 30, providers.get(0).secondsUntilBusy(resumed, 100))
			.note(lateStarts(providers.get(0), log, resumed) + " handlers started after their caller had given up");
		Row.settle(fleet, figures, log);
	}

	/** A stopped process cannot know how long a request has lain in its socket. */
	private static long lateStarts(Fleet.Provider provider, CallLog log, long resumed) {
		long first = log.calls().get(0).id();
		return provider.ledger()
			.entries()
			.stream()
			.filter((entry) -> entry.id() >= first && entry.nanoTime() >= resumed)
			.filter((entry) -> {
				CallRecord call = log.calls().get((int) (entry.id() - first));
				return log.second(entry.nanoTime()) * 1e6 > call.startMicros() + call.durationMicros();
			})
			.count();
	}

	static Figures readsAndWrites(Figures figures, CallLog log, int writes) {
		return figures.none("reads failed", log.count((call) -> !call.ok() && !call.write()))
			.atMost("writes failed", writes, log.count((call) -> !call.ok() && call.write()));
	}

	/** Seconds from a moment to the start of the last call that failed or dragged. */
	static double lastTrouble(CallLog log, long moment) {
		double from = log.second(moment);
		return log.calls()
			.stream()
			.filter((call) -> !call.ok() || call.durationMicros() > DRAGS)
			.mapToDouble((call) -> call.startMicros() / 1e6 - from)
			.filter((second) -> second > 0)
			.max()
			.orElse(0);
	}

}
