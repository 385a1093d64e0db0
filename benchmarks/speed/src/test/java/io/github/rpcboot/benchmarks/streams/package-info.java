/**
 * Streams of this project and of generated stubs: how many messages a second, and what is
 * in memory while a reader rests. {@link io.github.rpcboot.benchmarks.streams.Streams}
 * drives the processes.
 */
package io.github.rpcboot.benchmarks.streams;
