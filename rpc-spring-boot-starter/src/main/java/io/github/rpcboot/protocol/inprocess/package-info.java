/**
 * Calls within one application context: encoded bytes, no socket. For tests and for
 * modules that may become services of their own.
 * <p>
 * Start with {@link io.github.rpcboot.protocol.inprocess.InProcessTransport}.
 */
@NullMarked
package io.github.rpcboot.protocol.inprocess;

import org.jspecify.annotations.NullMarked;
