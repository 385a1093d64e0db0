/** Armeria. */
package io.github.rpcboot.benchmarks.armeria;
