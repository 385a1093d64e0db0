/**
 * Spring Cloud OpenFeign under the rows of the fault matrix, set up as a careful user
 * would: see {@code consumer.yml} and {@code provider.yml}.
 */
package io.github.rpcboot.benchmarks.openfeign;
