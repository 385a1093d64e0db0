package io.github.rpcboot.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where a provider writes down what it starts to run. One append per entry, before
 * anything else happens: the kernel has it, so that {@code kill -9} cannot lose it.
 */
public final class LedgerFile implements AutoCloseable {

	static final int ENTRY = 24;

	static final long READ = 'r';

	static final long WRITE = 'w';

	/** A request that was answered before any handler. */
	static final long TURNED_AWAY = 'x';

	private final FileChannel channel;

	private LedgerFile(FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * Opens a ledger, which goes on where an earlier process stopped.
	 * @param file its file
	 * @return the ledger
	 */
	public static LedgerFile append(Path file) {
		try {
			return new LedgerFile(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
					StandardOpenOption.APPEND));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A handler starts.
	 * @param id the id of the call
	 * @param write whether the method must not run twice
	 */
	public void started(long id, boolean write) {
		append(id, write ? WRITE : READ);
	}

	/**
	 * A request was answered before any handler.
	 */
	public void turnedAway() {
		append(0, TURNED_AWAY);
	}

	private void append(long id, long kind) {
		ByteBuffer entry = ByteBuffer.allocate(ENTRY);
		entry.putLong(id).putLong(kind).putLong(System.nanoTime()).flip();
		try {
			this.channel.write(entry);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
