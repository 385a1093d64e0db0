package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The connections that the kernel has accepted for a listening socket and the server has
 * not taken yet. Their clients may have sent a request; to close the socket resets them.
 * Known on Linux; elsewhere the queue counts as empty.
 */
final class ListenQueue {

	private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

	private static final String LISTENING = "0A";

	private static final int LOCAL_ADDRESS = 1;

	private static final int STATE = 3;

	private static final int QUEUES = 4;

	private static final int HEX = 16;

	private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(10);

	private ListenQueue() {
	}

	/** Waits until the server has taken them all. */
	static void awaitEmpty(int port, long mostNanos) {
		long end = System.nanoTime() + mostNanos;
		while (length(port) > 0 && System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted()) {
			LockSupport.parkNanos(LOOK_EVERY);
		}
	}

	static long length(int port) {
		String suffix = String.format(Locale.ROOT, ":%04X", port);
		return TABLES.stream().mapToLong((table) -> length(table, suffix)).sum();
	}

	private static long length(Path table, String suffix) {
		try (Stream<String> lines = Files.lines(table)) {
			return lines.map((line) -> line.strip().split("\\s+"))
				.filter((fields) -> fields.length > QUEUES && fields[LOCAL_ADDRESS].endsWith(suffix)
						&& fields[STATE].equals(LISTENING))
				.mapToLong((fields) -> Long.parseLong(fields[QUEUES].substring(fields[QUEUES].indexOf(':') + 1), HEX))
				.sum();
		}
		catch (IOException | RuntimeException ex) {
			return 0;
		}
	}

}
