/** This project over gRPC, for the speed rows. */
package io.github.rpcboot.benchmarks.oursgrpc;
