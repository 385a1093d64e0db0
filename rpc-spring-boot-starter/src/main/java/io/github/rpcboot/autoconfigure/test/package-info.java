/**
 * The test kit: what answers the references of an application while it is tested. Another
 * room of the roof, which nobody knows and which only tests load.
 * <p>
 * Start with {@link io.github.rpcboot.autoconfigure.test.RpcTest}, or without Spring's
 * test context with {@link io.github.rpcboot.autoconfigure.test.RpcHarness}.
 */
@NullMarked
package io.github.rpcboot.autoconfigure.test;

import org.jspecify.annotations.NullMarked;
