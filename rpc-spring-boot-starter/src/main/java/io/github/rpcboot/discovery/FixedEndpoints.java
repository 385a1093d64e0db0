package io.github.rpcboot.discovery;

import java.util.List;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointSource;

/**
 * A list that never changes.
 *
 * @param endpoints the instances
 */
record FixedEndpoints(List<Endpoint> endpoints) implements EndpointSource {
}
