package io.github.rpcboot.autoconfigure.test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A request and its answer.
 *
 * @param request what was asked
 * @param response what came
 */
record Exchange(Exchange.Request request, Exchange.Response response) {

	/**
	 * What a request is recognized by. Headers are not among it: most of them are
	 * different every time, or secret.
	 *
	 * @param method the verb
	 * @param path the path, percent-encoded
	 * @param query the query, empty if there is none
	 * @param body the body
	 */
	record Request(String method, String path, String query, Body body) {

		/** What differs, {@code null} if nothing does. */
		@Nullable String difference(Request asked) {
			if (!this.method.equals(asked.method)) {
				return "the verb differs: recorded " + this.method;
			}
			if (!Secrets.decoded(this.path).equals(Secrets.decoded(asked.path))) {
				return "the path differs: recorded " + this.path;
			}
			if (!pairs(this.query).equals(pairs(asked.query))) {
				return "the query differs: recorded " + (this.query.isEmpty() ? "none" : "'" + this.query + "'");
			}
			return this.body.difference(asked.body);
		}

		/** The order of parameters means nothing, that of their values does. */
		private static List<String> pairs(String query) {
			return Arrays.stream(query.split("&"))
				.filter((pair) -> !pair.isEmpty())
				.map(Secrets::decoded)
				.sorted((one, other) -> name(one).compareTo(name(other)))
				.toList();
		}

		private static String name(String pair) {
			return pair.replaceFirst("=.*", "");
		}

		boolean isFor(Request other) {
			return this.method.equals(other.method) && Objects.equals(this.path, other.path);
		}

		@Override
		public String toString() {
			return this.method + " " + this.path + (this.query.isEmpty() ? "" : "?" + this.query)
					+ (this.body.equals(Body.EMPTY) ? "" : " " + this.body);
		}

	}

	/**
	 * An answer.
	 *
	 * @param status the status of HTTP
	 * @param headers the headers that mean something
	 * @param body the body
	 */
	record Response(int status, Map<String, List<String>> headers, Body body) {
	}

}
