/**
 * The consuming side: client proxies of contracts, and their bean definitions.
 * <p>
 * Start with {@link io.github.rpcboot.consumer.RemoteReferences}, the programmatic way to
 * what {@code @RemoteReference} injects.
 */
@NullMarked
package io.github.rpcboot.consumer;

import org.jspecify.annotations.NullMarked;
