package io.github.rpcboot.benchmarks.streams;

import java.io.IOException;
import java.util.Locale;

import io.github.rpcboot.benchmarks.speed.Child;

/**
 * A reader that takes the first message and rests, before a writer that would offer
 * messages without end: how many are taken from it, and what both processes hold then.
 * Each row has fresh processes, so that no row finds what another has left.
 */
final class RestingReaders {

	private static final int[] SIZES = { 1024, 64 * 1024 };

	/** Who has offered so much is not held. */
	private static final long LIMIT = 64L * 1024 * 1024;

	private static final int WARM_UP_MESSAGES = 20_000;

	private static final int WARM_UP_CHUNKS = 20;

	private static final double KILO = 1024;

	private RestingReaders() {
	}

	static String measure() throws IOException {
		StringBuilder table = new StringBuilder(
				"Java " + Runtime.version() + ". Memory in KB: used heap after a full collection,"
						+ " at rest minus before; direct memory at rest (and before)."
						+ " A message counts as taken once it has been made, the first one, which was read, too.\n");
		for (boolean up : new boolean[] { false, true }) {
			for (int size : SIZES) {
				table.append(String.format(Locale.ROOT, """

						%s stream, messages of %d KB

						| | messages taken | KB taken | writer: heap | direct | reader: heap | direct |
						|---|---|---|---|---|---|---|
						""", up ? "Client" : "Server", size / 1024));
				for (Variant variant : Variant.MEMORY) {
					table.append(row(variant, up, size));
				}
			}
		}
		return table.toString();
	}

	private static String row(Variant variant, boolean up, int size) throws IOException {
		System.err.println(variant.title() + ", " + (up ? "client" : "server") + " stream of " + size);
		try (Variant.Running running = variant.start()) {
			return "| " + variant.title() + " | " + measure(running, up, size) + " |\n";
		}
		catch (IllegalStateException ex) {
			return "| " + variant.title() + " | " + ex.getMessage() + " | | | | | |\n";
		}
	}

	private static String measure(Variant.Running running, boolean up, int size) throws IOException {
		Child writer = up ? running.client() : running.server();
		Child reader = up ? running.server() : running.client();
		String start = (up ? "send " : "receive ") + size;
		warmUp(running, start, size);
		Memory writerBefore = Memory.parse(Variant.Running.ask(writer, "memory"));
		Memory readerBefore = Memory.parse(Variant.Running.ask(reader, "memory"));
		begin(running, LIMIT, true);
		Variant.Running.ask(running.client(), start);
		Variant.Running.ask(reader, "taken");
		long taken = Long.parseLong(Variant.Running.ask(writer, "quiet"));
		Memory ofWriter = Memory.parse(Variant.Running.ask(writer, "memory"));
		Memory ofReader = Memory.parse(Variant.Running.ask(reader, "memory"));
		String end = (taken >= LIMIT / size) ? " (all there are: nothing held it)" : "";
		return String.format(Locale.ROOT, "%d%s | %.0f | %s | %s", taken, end, taken * size / KILO,
				columns(writerBefore, ofWriter), columns(readerBefore, ofReader));
	}

	/** With short streams that are read to their end. */
	private static void warmUp(Variant.Running running, String start, int size) throws IOException {
		Variant.Running.ask(running.client(), "read " + WARM_UP_MESSAGES);
		begin(running, (long) WARM_UP_CHUNKS * size, false);
		Variant.Running.ask(running.client(), start);
		Variant.Running.ask(running.client(), "finish");
	}

	private static void begin(Variant.Running running, long limit, boolean rests) throws IOException {
		String command = "begin " + limit + " " + rests;
		Variant.Running.ask(running.server(), command);
		Variant.Running.ask(running.client(), command);
	}

	private static String columns(Memory before, Memory rest) {
		return String.format(Locale.ROOT, "%.0f | %.0f (%.0f)", (rest.heap() - before.heap()) / KILO,
				rest.direct() / KILO, before.direct() / KILO);
	}

}
