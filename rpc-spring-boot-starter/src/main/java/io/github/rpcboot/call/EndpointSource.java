package io.github.rpcboot.call;

import java.util.List;

/**
 * Knows the instances of one application at this moment. Asked once per attempt, so it
 * answers from memory.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface EndpointSource {

	/**
	 * The instances.
	 * @return an immutable snapshot, perhaps empty
	 */
	List<Endpoint> endpoints();

}
