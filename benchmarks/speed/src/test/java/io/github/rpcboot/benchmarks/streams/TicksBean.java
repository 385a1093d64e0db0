package io.github.rpcboot.benchmarks.streams;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The bean of this project. */
public class TicksBean implements Ticks {

	@Override
	public Stream<Tick> ticks(int count) {
		return IntStream.range(0, count).mapToObj(Tick::of);
	}

	@Override
	public Stream<Chunk> chunks(int size) {
		return Endless.offers(size).map(Chunk::new);
	}

	@Override
	public int upload(Stream<Chunk> chunks) {
		return chunks.mapToInt((chunk) -> Endless.took(chunk.text())).sum();
	}

}
