/**
 * How fast a call is, measured the same way for every product. Start at
 * {@link io.github.rpcboot.benchmarks.speed.Speed}.
 */
package io.github.rpcboot.benchmarks.speed;
