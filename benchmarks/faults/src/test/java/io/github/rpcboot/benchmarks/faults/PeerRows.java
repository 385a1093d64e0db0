package io.github.rpcboot.benchmarks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

import io.github.rpcboot.chaos.CallLog;
import io.github.rpcboot.chaos.CallRecord;
import io.github.rpcboot.chaos.Fault;
import io.github.rpcboot.chaos.FaultProxy;
import io.github.rpcboot.chaos.Fleet;

/**
 * The rows, short enough for one sitting: two providers, 500 calls a second, half of them
 * reads, a handler of 5 ms, a deadline of 3 s.
 */
final class PeerRows {

	/**
	 * Of each of two providers in the row of overload: with 25 ms per call, 400/s in all.
	 */
	static final int CAPACITY = 5;

	/**
	 * Where responses break: at once, in the head, and in the middle of any product's.
	 */
	private static final int[] CUTS = { 0, 1, 20 };

	private PeerRows() {
	}

	static List<PeerRow> all() {
		return List.of(new PeerRow("1", "kill -9 of one of two", PeerRows::kill),
				new PeerRow("2", "SIGTERM of one of two", PeerRows::terminate),
				new PeerRow("3", "rolling restart of both, twice", PeerRows::rollingRestart),
				new PeerRow("5", "SIGSTOP of one of two for 20 s", PeerRows::stop),
				new PeerRow("13", "a reset within a response every 2 s", PeerRows::resets),
				new PeerRow("40", "both answer 503 for 15 s", PeerRows::refuse),
				new PeerRow("42", "overload: 1200/s on 400/s for 15 s", PeerRows::overload));
	}

	private static Outcome kill(Product product, Fleet fleet) {
		List<Fleet.Provider> providers = fleet.providers(2);
		Fleet.Consumer consumer = product.consumer(fleet, "--seconds=20").go();
		consumer.at(6);
		long killed = providers.get(0).jvm().kill();
		return new Outcome(consumer.done(), fleet.ledger()).movedSince(killed);
	}

	private static Outcome terminate(Product product, Fleet fleet) {
		List<Fleet.Provider> providers = fleet.providers(2);
		Fleet.Consumer consumer = product.consumer(fleet, "--seconds=20").go();
		consumer.at(6);
		long asked = System.nanoTime();
		double seconds = providers.get(0).stop();
		return new Outcome(consumer.done(), fleet.ledger()).movedSince(asked).remark("ended after %.1f s", seconds);
	}

	private static Outcome rollingRestart(Product product, Fleet fleet) {
		List<Fleet.Provider> providers = fleet.providers(2);
		Fleet.Consumer consumer = product.consumer(fleet, "--seconds=75").go();
		List<String> ends = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			consumer.at(Math.max(4, consumer.second() + 2));
			ends.add(String.format(Locale.ROOT, "%.1f", providers.get(i % 2).restart()));
		}
		double last = consumer.second();
		return new Outcome(consumer.done(), fleet.ledger()).movedSinceSecond(last)
			.remark("last restart complete at second %.0f of 75, ended after %s s", last, ends);
	}

	private static Outcome stop(Product product, Fleet fleet) {
		List<Fleet.Provider> providers = fleet.providers(2);
		Fleet.Consumer consumer = product.consumer(fleet, "--seconds=36").go();
		consumer.at(5);
		long stopped = providers.get(0).jvm().signal("STOP");
		consumer.at(25);
		providers.get(0).jvm().signal("CONT");
		return new Outcome(consumer.done(), fleet.ledger()).movedSince(stopped);
	}

	private static Outcome resets(Product product, Fleet fleet) {
		List<FaultProxy> proxies = new ArrayList<>();
		for (Fleet.Provider provider : fleet.providers(2)) {
			proxies.add(fleet.with(FaultProxy.to(provider.port())));
		}
		Fleet.Consumer consumer = product.consumerOf(fleet, proxies.get(0).address() + "," + proxies.get(1).address(),
				"--seconds=34");
		AtomicReference<Fault> next = new AtomicReference<>(Fault.NONE);
		proxies.forEach((proxy) -> proxy.script((connection, exchange) -> next.getAndSet(Fault.NONE)));
		consumer.go();
		int resets = 0;
		for (double second = 2; second < 30; second += 2) {
			consumer.at(second);
			next.set(Fault.resetResponse(CUTS[resets++ % CUTS.length]));
		}
		return new Outcome(consumer.done(), fleet.ledger()).movedSinceSecond(28).remark("%d resets", resets);
	}

	private static Outcome refuse(Product product, Fleet fleet) {
		List<Fleet.Provider> providers = fleet.providers(2);
		Fleet.Consumer consumer = product.consumer(fleet, "--seconds=26").go();
		consumer.at(4);
		providers.forEach(Fleet.Provider::fail);
		consumer.at(19);
		providers.forEach(Fleet.Provider::repair);
		double repaired = consumer.second();
		CallLog calls = consumer.done();
		return new Outcome(calls, fleet.ledger()).movedSinceSecond(repaired)
			.attemptsBetween(4.5, 18.5)
			.remark("%d failed later than 2 s after the repair",
					calls.between(repaired + 2, 60).count((call) -> !call.ok()));
	}

	private static Outcome overload(Product product, Fleet fleet) {
		List<String> options = new ArrayList<>(product.overloadOptions());
		options.addAll(List.of("--capacity=" + CAPACITY, "--work-ms=25"));
		fleet.providers(2, options.toArray(String[]::new));
		CallLog calls = product.consumer(fleet, "--plan=100x5,1200x15,100x5").go().done();
		CallLog load = calls.between(5, 20);
		CallLog admitted = load.only(CallRecord::ok);
		CallLog refused = load.only((call) -> !call.ok());
		return new Outcome(calls, fleet.ledger()).movedSinceSecond(20)
			.attemptsBetween(5, 20)
			.remark("**goodput %.0f/s of 400**", admitted.calls().size() / 15.0)
			.remark("admitted p99 %s (unloaded %s), refused p99 %s", p99(admitted), p99(calls.between(1, 5)),
					p99(refused));
	}

	private static String p99(CallLog calls) {
		return Duration.ofNanos(calls.percentileMicros(99) * 1000).toMillis() + " ms";
	}

}
