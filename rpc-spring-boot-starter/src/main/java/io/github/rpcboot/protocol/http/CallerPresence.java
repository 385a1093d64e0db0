package io.github.rpcboot.protocol.http;

import java.util.function.BooleanSupplier;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the caller of a request is still there, while nothing is sent to it. The
 * servlet API says so only to whoever reads or writes, so this takes a server that can be
 * asked.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CallerPresence {

	/**
	 * Finds out how to look after the caller of a request.
	 * @param request a request that is being handled, on its own thread
	 * @return tells whether the caller has gone, in that it has closed the connection or
	 * its sending side of it, or has given up the request; {@code null} if the server
	 * cannot tell. It does not block, takes nothing of what the caller sends, and may be
	 * asked on any thread, but only by one at a time, when the body of the request has
	 * been read, while nobody writes the response, and before the request is over
	 */
	@Nullable BooleanSupplier whetherGone(HttpServletRequest request);

}
