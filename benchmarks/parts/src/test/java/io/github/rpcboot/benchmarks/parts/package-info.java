/** The parts of a call, each alone. */
package io.github.rpcboot.benchmarks.parts;
