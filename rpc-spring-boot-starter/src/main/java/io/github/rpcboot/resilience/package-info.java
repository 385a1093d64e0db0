/**
 * What makes a call survive the failure of an instance, and an application survive its
 * callers: the choice among instances, repeats and their budget, hedges, and the limit of
 * calls in flight. One class per idea; clock and random source are given from outside.
 * <p>
 * Start with {@link io.github.rpcboot.resilience.Resilience}.
 */
@NullMarked
package io.github.rpcboot.resilience;

import org.jspecify.annotations.NullMarked;
