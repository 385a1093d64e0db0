/**
 * Metrics, traces and logs of calls. The only room that knows Micrometer.
 * <p>
 * Start with {@link io.github.rpcboot.observability.Observability}; to change names and
 * labels, with {@link io.github.rpcboot.observability.RpcObservationConvention}.
 */
@NullMarked
package io.github.rpcboot.observability;

import org.jspecify.annotations.NullMarked;
