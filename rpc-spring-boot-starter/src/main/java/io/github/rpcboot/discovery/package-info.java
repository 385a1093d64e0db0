/**
 * Where the instances of applications come from.
 * <p>
 * Start with {@link io.github.rpcboot.discovery.Endpoints}.
 */
@NullMarked
package io.github.rpcboot.discovery;

import org.jspecify.annotations.NullMarked;
