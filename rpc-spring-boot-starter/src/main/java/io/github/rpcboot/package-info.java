/**
 * What an application names: the annotations that expose and inject remote services, and
 * the exceptions and status codes of a call.
 * <p>
 * Start with {@link io.github.rpcboot.RemoteService} and
 * {@link io.github.rpcboot.RemoteReference}; failures are
 * {@link io.github.rpcboot.RpcException}s.
 */
@NullMarked
package io.github.rpcboot;

import org.jspecify.annotations.NullMarked;
