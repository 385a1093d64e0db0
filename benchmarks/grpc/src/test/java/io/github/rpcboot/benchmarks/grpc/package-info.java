/** grpc-java. */
package io.github.rpcboot.benchmarks.grpc;
