package io.github.rpcboot.observability;

import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** How calls of one kind are watched: by observations, or by timers alone. */
interface Watch {

	/**
	 * Starts watching.
	 * @param observed what is watched
	 * @return what ends it, or {@code null} if nobody wants to know
	 */
	@Nullable Watched start(ObservedCall observed);

	/**
	 * Watches what is over when its handler returns.
	 * @param observed what is watched
	 * @param next the handler
	 * @return the reply
	 */
	default RpcReply around(ObservedCall observed, RpcHandler next) {
		Watched watched = start(observed);
		if (watched == null) {
			return next.handle(observed.call());
		}
		try (Observation.Scope scope = watched.open()) {
			RpcReply reply = next.handle(watched.call());
			observed.answered(reply);
			return reply;
		}
		catch (RuntimeException | Error ex) {
			observed.failed(ex);
			throw ex;
		}
		finally {
			watched.stop();
		}
	}

}
