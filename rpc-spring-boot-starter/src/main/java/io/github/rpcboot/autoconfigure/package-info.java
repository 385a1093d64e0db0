/**
 * The roof: configuration properties, conditions and failure reports. It wires every room
 * and none knows it.
 * <p>
 * Start with {@link io.github.rpcboot.autoconfigure.RpcConsumerAutoConfiguration} and
 * {@link io.github.rpcboot.autoconfigure.RpcProviderAutoConfiguration}; the keys are in
 * {@link io.github.rpcboot.autoconfigure.RpcProperties}.
 */
@NullMarked
package io.github.rpcboot.autoconfigure;

import org.jspecify.annotations.NullMarked;
