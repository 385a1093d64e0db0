package io.github.rpcboot.call;

import java.util.List;

import org.jspecify.annotations.Nullable;

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

	/**
	 * Why there is no instance, as a caller is to read it. Asked after an empty list
	 * only.
	 * @return the message of the failed call, {@code null} for the usual one
	 */
	default @Nullable String whyEmpty() {
		return null;
	}

}
