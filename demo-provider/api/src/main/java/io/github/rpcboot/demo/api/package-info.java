/**
 * The contracts that the two demo applications share. Start with
 * {@link io.github.rpcboot.demo.api.Hello}; {@link io.github.rpcboot.demo.api.Orders}
 * shows what else a contract can hold.
 */
@NullMarked
package io.github.rpcboot.demo.api;

import org.jspecify.annotations.NullMarked;
