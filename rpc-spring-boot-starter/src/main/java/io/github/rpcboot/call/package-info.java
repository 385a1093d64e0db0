/**
 * One call: the few types that travel on both sides, and the interfaces through which
 * sides, transports and features meet.
 * <p>
 * Start with {@link io.github.rpcboot.call.RpcCall},
 * {@link io.github.rpcboot.call.RpcReply} and
 * {@link io.github.rpcboot.call.RpcInterceptor}; a protocol is a
 * {@link io.github.rpcboot.call.Transport}.
 */
@NullMarked
package io.github.rpcboot.call;

import org.jspecify.annotations.NullMarked;
