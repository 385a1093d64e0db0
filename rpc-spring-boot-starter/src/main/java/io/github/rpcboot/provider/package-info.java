/**
 * The providing side: finds the beans to expose, and takes incoming calls to them.
 * <p>
 * Start with {@link io.github.rpcboot.provider.RemoteServices}, which protocols see as
 * {@link io.github.rpcboot.call.RpcServices}.
 */
@NullMarked
package io.github.rpcboot.provider;

import org.jspecify.annotations.NullMarked;
