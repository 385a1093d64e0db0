/**
 * Starts the official interoperability tests of gRPC, which know nothing of this project.
 * Start with {@link io.github.rpcboot.peers.interop.InteropClient}.
 */
package io.github.rpcboot.peers.interop;
