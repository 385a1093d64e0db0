package io.github.rpcboot.protocol.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;

import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.RpcFailure;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request and returns the whole answer, blocking, by the deadline. Knows what
 * of a failed request can have been written.
 */
interface HttpEngine extends AutoCloseable {

	/** The verb of every call that is not mapped to another one. */
	String POST = "POST";

	/** Those whose request usually has a body (RFC 9110, section 8.6). */
	Set<String> EXPECT_BODY = Set.of(POST, "PUT", "PATCH");

	/**
	 * Sends a request.
	 * @param request the request
	 * @param deadline when the exchange is over
	 * @param cancellation tells when the caller gives up
	 * @return the answer, of whatever status
	 * @throws Failed if there is no whole answer
	 */
	Answer send(Request request, Deadline deadline, Cancellation cancellation) throws Failed;

	@Override
	default void close() {
	}

	/**
	 * A request.
	 *
	 * @param method the verb
	 * @param url where to
	 * @param address the address of its host to connect to, {@code null} if the engine is
	 * to look it up
	 * @param headers names and values, in turn
	 * @param body the body
	 * @param responseLimit the most bytes of the answer
	 * @param fresh whether a connection that was used before will not do
	 * @param oneOfFew whether the URL is one of few, so that what is made of it is kept
	 */
	record Request(String method, URI url, @Nullable InetAddress address, List<String> headers, byte[] body,
			int responseLimit, boolean fresh, boolean oneOfFew) {

		Request(URI url, @Nullable InetAddress address, List<String> headers, byte[] body, int responseLimit,
				boolean fresh) {
			this(POST, url, address, headers, body, responseLimit, fresh, true);
		}

		/** The length of a body is told wherever one is usual, and where there is one. */
		boolean tellsLength() {
			return this.body.length > 0 || EXPECT_BODY.contains(this.method);
		}

	}

	/**
	 * An answer.
	 *
	 * @param status the HTTP status
	 * @param headers names in lower case and values, in turn
	 * @param body the decoded body
	 */
	record Answer(int status, List<String> headers, byte[] body) {

		@Nullable String header(String name) {
			for (int i = 0; i < this.headers.size(); i += 2) {
				if (this.headers.get(i).equalsIgnoreCase(name)) {
					return this.headers.get(i + 1);
				}
			}
			return null;
		}

	}

	/** There is no whole answer. */
	final class Failed extends Exception {

		private static final long serialVersionUID = 1L;

		private final transient RpcFailure failure;

		Failed(RpcFailure failure) {
			super(failure.message(), failure.cause(), false, false);
			this.failure = failure;
		}

		RpcFailure failure() {
			return this.failure;
		}

	}

}
