package io.github.rpcboot.resilience;

import io.github.rpcboot.call.Endpoint;

/**
 * An instance and what is known of it.
 *
 * @param endpoint where it lives
 * @param state what is known of it
 * @param warming whether it came later than others, and gets its share step by step
 */
record Instance(Endpoint endpoint, InstanceState state, boolean warming) {
}
