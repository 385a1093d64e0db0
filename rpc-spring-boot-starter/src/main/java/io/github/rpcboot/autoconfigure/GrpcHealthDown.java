package io.github.rpcboot.autoconfigure;

/** Takes the health that a gRPC server tells down for good. */
@FunctionalInterface
interface GrpcHealthDown extends Runnable {

}
