package io.github.rpcboot.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What ran, by the ledgers of all providers.
 */
public final class Ledger {

	private static final int[] NEVER = new int[1];

	private final List<Entry> entries;

	private final Map<Long, int[]> runs = new HashMap<>();

	Ledger(List<Entry> entries) {
		this.entries = entries;
		for (Entry entry : entries) {
			if (entry.kind != LedgerFile.TURNED_AWAY) {
				this.runs.computeIfAbsent(entry.id, (id) -> new int[1])[0]++;
			}
		}
	}

	/**
	 * Reads ledgers.
	 * @param files the files, one per provider
	 * @return all of them as one
	 */
	public static Ledger read(Collection<Path> files) {
		List<Entry> entries = new ArrayList<>();
		for (Path file : files) {
			read(file, entries);
		}
		return new Ledger(entries);
	}

	private static void read(Path file, List<Entry> entries) {
		if (!Files.exists(file)) {
			return;
		}
		try {
			ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
			while (bytes.remaining() >= LedgerFile.ENTRY) {
				entries.add(new Entry(bytes.getLong(), (char) bytes.getLong(), bytes.getLong()));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * How often a call ran.
	 * @param id the id of the call
	 * @return the number of handlers that started
	 */
	public int runs(long id) {
		return this.runs.getOrDefault(id, NEVER)[0];
	}

	/**
	 * Counts what happened in a span of time.
	 * @param from the first moment, by {@link System#nanoTime()}
	 * @param to the moment behind the last
	 * @return how many requests of measured calls arrived, run or turned away
	 */
	public long requests(long from, long to) {
		return count((entry) -> entry.id >= 0 && entry.nanoTime - from >= 0 && entry.nanoTime - to < 0);
	}

	long count(Predicate<Entry> condition) {
		return this.entries.stream().filter(condition).count();
	}

	/**
	 * All entries, file by file.
	 * @return the entries
	 */
	public List<Entry> entries() {
		return this.entries;
	}

	/**
	 * A handler that started.
	 *
	 * @param id the id of the call; negative while warming up
	 * @param kind r, w, or x for a request that reached no handler
	 * @param nanoTime when, by the clock that all processes of a machine share
	 */
	public record Entry(long id, char kind, long nanoTime) {
	}

}
