/**
 * gRPC: unary calls of plain contracts over HTTP/2, for callers and servers in any
 * language.
 * <p>
 * Start with {@link io.github.rpcboot.protocol.grpc.GrpcRpcEndpoint} on the providing and
 * {@link io.github.rpcboot.protocol.grpc.GrpcTransport} on the consuming side. What the
 * messages look like is the codec's concern.
 */
@NullMarked
package io.github.rpcboot.protocol.grpc;

import org.jspecify.annotations.NullMarked;
