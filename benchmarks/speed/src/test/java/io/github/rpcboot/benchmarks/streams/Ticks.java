package io.github.rpcboot.benchmarks.streams;

import java.util.stream.Stream;

/** The contract. */
public interface Ticks {

	/**
	 * Streams ticks.
	 * @param count how many
	 * @return the ticks
	 */
	Stream<Tick> ticks(int count);

	/**
	 * Streams chunks without end.
	 * @param size of each, in bytes
	 * @return the chunks
	 */
	Stream<Chunk> chunks(int size);

	/**
	 * Takes chunks.
	 * @param chunks from the caller
	 * @return how many came
	 */
	int upload(Stream<Chunk> chunks);

}
