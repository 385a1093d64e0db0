/**
 * What makes a call survive the failure of an instance: the choice among instances, and
 * going on to another one.
 * <p>
 * Start with {@link io.github.rpcboot.resilience.Resilience}.
 */
@NullMarked
package io.github.rpcboot.resilience;

import org.jspecify.annotations.NullMarked;
