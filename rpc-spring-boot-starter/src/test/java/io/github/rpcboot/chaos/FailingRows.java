package io.github.rpcboot.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Instances and networks that answer badly, slowly or not at all, and consumers that
 * freeze.
 */
final class FailingRows {

	private FailingRows() {
	}

	static List<Row> all() {
		return List.of(new Row("6", "established connections go dead (by proxy), 100/s", FailingRows::deadConnections),
				new Row("7", "5 % of answers late by a retransmission (by proxy), 50/s", FailingRows::losses),
				Row.calm("14", "idle connections closed by the other side", FailingRows::idleConnections),
				new Row("30", "consumer frozen for 2 s, 500/s", FailingRows::frozenConsumer),
				new Row("40", "100 % 503 for 30 s, 500/s", FailingRows::retryStorm),
				new Row("41", "50 consumers, their provider restarts", FailingRows::herd),
				new Row("44", "one of two answers 50 % 503, 500/s", FailingRows::halfBroken));
	}

	private static List<FaultProxy> proxies(Fleet fleet) {
		List<FaultProxy> proxies = new ArrayList<>();
		fleet.providers(2).forEach((provider) -> proxies.add(fleet.with(FaultProxy.to(provider.port()))));
		return proxies;
	}

	private static String addresses(List<FaultProxy> proxies) {
		return String.join(",", proxies.stream().map(FaultProxy::address).toList());
	}

	private static void deadConnections(Fleet fleet, Figures figures) {
		List<FaultProxy> proxies = proxies(fleet);
		Fleet.Consumer consumer = fleet.consumerOf(addresses(proxies), "--rate=100", "--seconds=15").go();
		consumer.at(5);
		proxies.get(0).freezeConnections();
		long frozen = System.nanoTime();
		CallLog log = consumer.done();
		RestartRows.readsAndWrites(figures, log, 10)
			.atMost("traffic moved in s", 4, RestartRows.lastTrouble(log, frozen));
		Row.settle(fleet, figures, log);
	}

	private static void losses(Fleet fleet, Figures figures) {
		List<FaultProxy> proxies = proxies(fleet);
		List<Fault> late = List.of(Fault.delay(Duration.ofMillis(200)), Fault.delay(Duration.ofMillis(400)));
		proxies.forEach((proxy) -> proxy.script(FaultScript.seeded(7, 5, late)));
		long start = System.nanoTime();
		CallLog log = fleet.consumerOf(addresses(proxies), "--rate=50", "--seconds=20").go().done();
		double attempts = fleet.ledger().requests(start, System.nanoTime()) / (double) log.calls().size();
		figures.none("failed", log.count((call) -> !call.ok()))
			.atMost("p99 in ms", 1000, log.percentileMicros(99) / 1e3)
			.atMost("attempts per call", 1.05, attempts);
		Row.settle(fleet, figures, log);
	}

	/** The other side gives idle connections up after 5 s, a second later than we do. */
	private static void idleConnections(Fleet fleet, Figures figures) {
		fleet.providers(1, "--server.tomcat.keep-alive-timeout=5s");
		Fleet.Consumer one = fleet.consumer("--plan=0.24x40", "--warmup=50").go();
		Fleet.Consumer other = fleet.consumer("--plan=0.205x40", "--warmup=50", "--first-id=1000").go();
		CallLog log = one.done();
		CallLog more = other.done();
		figures.none("failed", log.count((call) -> !call.ok()) + more.count((call) -> !call.ok()));
		Row.settle(fleet, figures, log, more);
	}

	private static void frozenConsumer(Fleet fleet, Figures figures) {
		fleet.providers(2);
		Fleet.Consumer consumer = fleet.consumer("--rate=500", "--seconds=15").go();
		consumer.at(6);
		consumer.jvm().signal("STOP");
		consumer.at(8);
		long thawed = consumer.jvm().signal("CONT");
		CallLog log = consumer.done();
		double second = log.second(thawed);
		long made = log.between(second - 0.01, second + 1).calls().size();
		figures.none("failed", log.count((call) -> !call.ok()))
			.atMost("attempts per call in the next second", 1.2,
					fleet.ledger().requests(thawed, thawed + 1_000_000_000L) / (double) made);
		Row.settle(fleet, figures, log);
	}

	private static void retryStorm(Fleet fleet, Figures figures) {
		List<Fleet.Provider> providers = fleet.providers(2);
		Fleet.Consumer consumer = fleet.consumer("--rate=500", "--seconds=45").go();
		consumer.at(5);
		providers.forEach(Fleet.Provider::fail);
		long broken = System.nanoTime();
		consumer.at(35);
		providers.forEach(Fleet.Provider::repair);
		long repaired = System.nanoTime();
		CallLog log = consumer.done();
		double from = log.second(broken);
		double to = log.second(repaired);
		long calls = log.between(from, to).calls().size();
		Ledger ledger = fleet.ledger();
		long attempts = ledger.requests(broken, repaired);
		figures.atMost("attempts per call", 1.25, attempts / (double) calls)
			.none("failed from 2 s after repair", log.between(to + 2, 1000).count((call) -> !call.ok()))
			.note(calls + " calls, " + attempts + " attempts, last failure " + "%.2f s after repair"
				.formatted(RestartRows.lastTrouble(log.only((call) -> !call.ok()), repaired)));
		Row.settle(fleet, figures, log);
	}

	private static void herd(Fleet fleet, Figures figures) {
		Fleet.Provider provider = fleet.providers(1).get(0);
		FaultProxy proxy = fleet.with(FaultProxy.to(provider.port()));
		Fleet.Consumer consumer = fleet
			.consumerOf(proxy.address(), "--clients=50", "--warmup=500", "--rate=200", "--seconds=25",
					"--logging.level.root=warn")
			.go();
		consumer.at(5);
		provider.jvm().kill();
		proxy.refuse();
		provider.start();
		provider.awaitReady();
		long back = System.nanoTime();
		proxy.accept();
		CallLog log = consumer.done();
		long[] second = proxy.accepted()
			.stream()
			.mapToLong((time) -> time - back)
			.filter((time) -> time >= 0 && time < 1_000_000_000L)
			.sorted()
			.toArray();
		figures.atLeast("reconnects in the first second", 20, second.length)
			.atMost("% of the reconnects of the first second in one tenth", 40, busiestTenth(second))
			.none("failed from 3 s after", log.between(log.second(back) + 3, 1000).count((call) -> !call.ok()));
		Row.settle(fleet, figures, log);
	}

	private static double busiestTenth(long[] times) {
		long most = LongStream.of(times)
			.map((from) -> LongStream.of(times).filter((time) -> time >= from && time < from + 100_000_000L).count())
			.max()
			.orElse(0);
		return (times.length > 0) ? 100.0 * most / times.length : 0;
	}

	private static void halfBroken(Fleet fleet, Figures figures) {
		List<Fleet.Provider> providers = fleet.providers(2, "--fail-percent=50");
		Fleet.Consumer consumer = fleet.consumer("--rate=500", "--seconds=25").go();
		consumer.at(5);
		providers.get(0).fail();
		long broken = System.nanoTime();
		CallLog log = consumer.done();
		long late = broken + 10_000_000_000L;
		long end = log.startNanos() + 25_000_000_000L;
		double share = 100.0 * providers.get(0).ledger().requests(late, end) / fleet.ledger().requests(late, end);
		figures.none("reads failed", log.count((call) -> !call.ok() && !call.write()))
			.atMost("% of requests to it from 10 s after", 5, share)
			.note("writes failed: " + log.count((call) -> !call.ok() && call.write()));
		Row.settle(fleet, figures, log);
	}

}
