package io.github.rpcboot.autoconfigure.test;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Answers the HTTP requests of one application: from a file, or by forwarding them. */
interface Answerer {

	/**
	 * Answers a request.
	 * @throws IOException if the file cannot be written
	 * @throws UnansweredException if there is no answer
	 */
	Reply answer(Incoming incoming) throws IOException;

	/** A test method begins. */
	void rewind();

	/** What a test class has not asked for. */
	List<String> unused();

	/** A test class begins. */
	void forget();

	/**
	 * A request.
	 *
	 * @param request what it is recognized by
	 * @param uri its path and query as they came
	 * @param headers its headers
	 * @param body its bytes
	 */
	record Incoming(Exchange.Request request, String uri, Map<String, List<String>> headers, byte[] body) {
	}

	/**
	 * An answer.
	 *
	 * @param status the status of HTTP
	 * @param headers the headers, those of the connection left out
	 * @param body the bytes
	 */
	record Reply(int status, Map<String, List<String>> headers, byte[] body) {
	}

	/** There is no answer. The message says why, and what to do. */
	final class UnansweredException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		UnansweredException(String message) {
			super(message);
		}

	}

}
