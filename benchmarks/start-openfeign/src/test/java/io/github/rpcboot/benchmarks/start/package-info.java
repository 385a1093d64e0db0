/** An application that starts, and nothing more. */
package io.github.rpcboot.benchmarks.start;
