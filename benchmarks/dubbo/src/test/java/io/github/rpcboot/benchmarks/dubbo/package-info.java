/**
 * Apache Dubbo under the rows of the fault matrix, by its plain API and with its own
 * defaults: the dubbo protocol, failover with two retries.
 */
package io.github.rpcboot.benchmarks.dubbo;
