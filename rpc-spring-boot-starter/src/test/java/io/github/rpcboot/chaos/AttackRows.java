package io.github.rpcboot.chaos;

import java.io.IOException;
import java.util.List;

/**
 * Callers that take their time on purpose, at one of two providers.
 */
final class AttackRows {

	private static final String HEAD = "POST /rpc/Books/write HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
			+ RigProvider.TOKEN + "\r\nContent-Type: application/json\r\n";

	private AttackRows() {
	}

	static List<Row> all() {
		return List.of(
				new Row("17", "500 connections with slow headers, others 100/s",
						(fleet, figures) -> attack(fleet, figures, 500, HEAD + "X-Slow: ", 0)),
				new Row("18", "300 connections with slow bodies, others 100/s",
						(fleet, figures) -> attack(fleet, figures, 300,
								HEAD + "Connect-Timeout-Ms: 10000\r\nContent-Length: 1000\r\n\r\n{\"id\":", 0.1)));
	}

	private static void attack(Fleet fleet, Figures figures, int connections, String start, double percent)
			throws IOException {
		List<Fleet.Provider> providers = fleet.providers(2, "--server.tomcat.connection-timeout=10s");
		Fleet.Consumer consumer = fleet.consumer("--rate=100", "--seconds=32", "--first-id=100000").go();
		consumer.at(6);
		SlowAttackers attackers = fleet.with(new SlowAttackers(providers.get(0).port(), connections, start, '1'));
		consumer.at(28);
		long silent = attackers.open(true);
		long dripping = attackers.open(false);
		CallLog log = consumer.done();
		long before = log.between(1, 6).percentileMicros(99);
		CallLog during = log.between(6, 28);
		figures
			.atMost("% failed of the others", percent,
					100.0 * during.count((call) -> !call.ok()) / during.calls().size())
			.demand("p99 of the others ≤ 2 × before (%d ms, at least 20 ms)".formatted(before / 1000),
					during.percentileMicros(99) / 1000 + " ms",
					during.percentileMicros(99) <= Math.max(20_000, 2 * before))
			.none("silent attackers not cut after 20 s", silent)
			.none("handlers that they entered",
					fleet.ledger().count((entry) -> entry.id() >= 0 && entry.id() < 100_000))
			.note(dripping + " dripping attackers not cut after 20 s: Tomcat has no time limit for all of a head")
			.note("the last one was cut after %.1f s".formatted(attackers.lastCut()));
		Row.settle(fleet, figures, log);
	}

}
