package io.github.rpcboot.observability;

import org.jspecify.annotations.Nullable;

/** How calls of one kind are watched: by observations, or by timers alone. */
interface Watch {

	/**
	 * Starts watching.
	 * @param observed what is watched
	 * @return what ends it, or {@code null} if nobody wants to know
	 */
	@Nullable Watched start(ObservedCall observed);

}
