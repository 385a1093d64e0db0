package io.github.rpcboot.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A registry that is gone, empty, or cannot make up its mind. It is asked every second.
 */
final class RegistryRows {

	private static final String REFRESH = "--rpc.consumer.discovery.refresh=1s";

	private RegistryRows() {
	}

	static List<Row> all() {
		return List.of(Row.calm("34", "registry down for 30 s, and down at the start, 100/s", RegistryRows::down),
				Row.calm("35", "registry empty for 55 s, then flapping with a dead host, 100/s", RegistryRows::empty));
	}

	private static void down(Fleet fleet, Figures figures) {
		List<Fleet.Provider> providers = fleet.providers(2);
		Path registry = fleet.file("registry");
		write(registry, addresses(providers));
		Fleet.Consumer consumer = fleet.consumer("--registry=" + registry, REFRESH, "--rate=100", "--seconds=45").go();
		consumer.at(5);
		delete(registry);
		Fleet.Consumer late = fleet.consumer("--registry=" + registry, REFRESH, "--rate=50", "--seconds=45",
				"--warmup=0", "--first-id=1000000");
		late.go();
		consumer.at(Math.max(35, consumer.second() + 5));
		write(registry, addresses(providers));
		long back = System.nanoTime();
		CallLog log = consumer.done();
		CallLog lateLog = late.done();
		figures.none("failed", log.count((call) -> !call.ok()))
			.atMost("started without it: last failure in s after its return", 30,
					RestartRows.lastTrouble(lateLog.only((call) -> !call.ok()), back))
			.atLeast("and succeeded in the end", 1, lateLog.count(CallRecord::ok));
		Row.settle(fleet, figures, log, lateLog);
	}

	private static void empty(Fleet fleet, Figures figures) throws IOException {
		List<Fleet.Provider> providers = fleet.providers(2);
		String all = addresses(providers);
		Path registry = fleet.file("registry");
		write(registry, all);
		Fleet.Consumer consumer = fleet.consumer("--registry=" + registry, REFRESH, "--rate=100", "--seconds=80").go();
		consumer.at(5);
		write(registry, "");
		consumer.at(60);
		String dead = "127.0.0.1:" + unusedPort();
		for (int second = 60; second < 78; second++) {
			write(registry, (second % 2 == 0) ? all + dead + "\n" : providers.get(second / 2 % 2).address() + "\n");
			consumer.at(second + 1);
		}
		write(registry, all);
		CallLog log = consumer.done();
		figures.none("failed while empty", log.between(5, 60).count((call) -> !call.ok()))
			.none("failed while flapping", log.between(60, 1000).count((call) -> !call.ok()));
		Row.settle(fleet, figures, log);
	}

	private static String addresses(List<Fleet.Provider> providers) {
		return String.join("", providers.stream().map((provider) -> provider.address() + "\n").toList());
	}

	private static int unusedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/** At one moment, so that nobody reads half of it. */
	private static void write(Path file, String text) {
		try {
			Path next = file.resolveSibling(file.getFileName() + ".next");
			Files.writeString(next, text);
			Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void delete(Path file) {
		try {
			Files.delete(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
