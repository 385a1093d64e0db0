/**
 * The default protocol: HTTP and JSON in the dialect of the Connect protocol.
 * <p>
 * Start with {@link io.github.rpcboot.protocol.http.HttpRpcEndpoint} on the providing and
 * {@link io.github.rpcboot.protocol.http.HttpTransport} on the consuming side.
 */
@NullMarked
package io.github.rpcboot.protocol.http;

import org.jspecify.annotations.NullMarked;
