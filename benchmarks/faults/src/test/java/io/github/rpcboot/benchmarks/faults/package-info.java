/**
 * The same rows of the fault matrix for several products, over the rig of the starter's
 * own tests. Start with {@link io.github.rpcboot.benchmarks.faults.Comparison}.
 */
package io.github.rpcboot.benchmarks.faults;
