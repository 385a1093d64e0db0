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
	 * Watches what is over when its handler returns, or when the stream of its reply
	 * ends.
	 * @param observed what is watched
	 * @param next the handler
	 * @return the reply
	 */
	default RpcReply around(ObservedCall observed, RpcHandler next) {
		Watched watched = start(observed);
		if (watched == null) {
			return next.handle(observed.call());
		}
		RpcReply reply = null;
		try (Observation.Scope scope = watched.open()) {
			reply = next.handle(watched.call());
			observed.answered(reply);
		}
		catch (RuntimeException | Error ex) {
			observed.failed(ex);
			throw ex;
		}
		finally {
			if (reply == null || reply.stream() == null) {
				watched.stop();
			}
		}
		return (reply.stream() == null) ? reply : reply.whenEnded((end) -> {
			observed.answered(end);
			watched.stop();
		});
	}

}
