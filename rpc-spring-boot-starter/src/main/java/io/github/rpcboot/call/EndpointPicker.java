package io.github.rpcboot.call;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the instance for an attempt, and learns from what becomes of it. One per
 * application; used by many threads at once.
 *
 * @since 0.1.0
 */
public interface EndpointPicker {

	/**
	 * Chooses an instance and counts it as in use until {@link #finished}.
	 * @param endpoints the instances there are
	 * @param tried the instances that this call has tried, which are chosen only if there
	 * is no other
	 * @return an instance, or {@code null} if there are none
	 */
	@Nullable Endpoint pick(List<Endpoint> endpoints, Collection<Endpoint> tried);

	/**
	 * Ends the use of an instance.
	 * @param endpoint what was chosen
	 * @param outcome what became of the attempt
	 */
	void finished(Endpoint endpoint, AttemptOutcome outcome);

	/**
	 * Hears that an instance has begun to answer with a stream, which may take long to
	 * end.
	 * @param endpoint what was chosen
	 * @param draining whether it has said that it is about to stop
	 */
	default void begun(Endpoint endpoint, boolean draining) {
	}

}
