package io.github.rpcboot.benchmarks.streams;

/**
 * A message of a given size.
 *
 * @param text ASCII, so that a character is a byte on the wire and in memory
 */
public record Chunk(String text) {

}
