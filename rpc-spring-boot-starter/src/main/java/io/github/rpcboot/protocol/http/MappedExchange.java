package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.protocol.http.HttpEngine.Answer;
import io.github.rpcboot.protocol.http.HttpEngine.Request;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a call that is mapped to REST, while the library that reads the mapping
 * makes the request on the calling thread. Requests to the placeholder go to the instance
 * of the attempt; others go where they say, without what only the application may see.
 */
final class MappedExchange {

	/** The host of requests that name none of their own (RFC 2606). */
	static final String PLACEHOLDER = "http://instance.invalid";

	private static final String PLACEHOLDER_HOST = URI.create(PLACEHOLDER).getHost();

	private static final ThreadLocal<@Nullable MappedExchange> CURRENT = new ThreadLocal<>();

	private static final int MOST_REDIRECTS = 5;

	private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

	private static final Set<String> REPEATABLE = Set.of("GET", "HEAD");

	/** What is said of a connection, or by it. */
	private static final Set<String> RESERVED = Set.of("connection", "content-length", "expect", "host", "keep-alive",
			"proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

	private static final Set<String> SECRET = Set.of("authorization", "cookie", "proxy-authorization");

	private final HttpEngine engine;

	private final RpcCall call;

	private final Endpoint endpoint;

	private final int responseLimit;

	private final boolean fresh;

	private @Nullable RpcFailure failure;

	private @Nullable Answer answer;

	MappedExchange(HttpEngine engine, RpcCall call, Endpoint endpoint, int responseLimit, boolean fresh) {
		this.engine = engine;
		this.call = call;
		this.endpoint = endpoint;
		this.responseLimit = responseLimit;
		this.fresh = fresh;
	}

	static MappedExchange current() {
		MappedExchange current = CURRENT.get();
		if (current == null) {
			throw new IllegalStateException(
					"A request of a mapped contract was made on another thread than that of its call.");
		}
		return current;
	}

	/** Does something for which this is the current exchange of the thread. */
	@Nullable Object run(Work work) throws Throwable {
		MappedExchange outer = CURRENT.get();
		CURRENT.set(this);
		try {
			return work.run();
		}
		finally {
			if (outer == null) {
				CURRENT.remove();
			}
			else {
				CURRENT.set(outer);
			}
		}
	}

	/** Why there is no whole answer, {@code null} if there is one or nothing was sent. */
	@Nullable RpcFailure failure() {
		return this.failure;
	}

	/** The last answer, {@code null} if there is none. */
	@Nullable Answer answer() {
		return this.answer;
	}

	/**
	 * Sends a request, and follows where it is sent on to.
	 * @param outgoing what the mapping says
	 * @return the answer, of whatever status
	 * @throws IOException if there is no whole answer
	 */
	Answer send(Outgoing outgoing) throws IOException {
		boolean own = PLACEHOLDER_HOST.equalsIgnoreCase(outgoing.url.getHost());
		URI url = own ? atEndpoint(outgoing.url) : outgoing.url;
		Answer answer = send(outgoing, url, own);
		boolean follow = outgoing.follow && REPEATABLE.contains(outgoing.method);
		for (int i = 0; follow && i < MOST_REDIRECTS && REDIRECTS.contains(answer.status()); i++) {
			URI next = next(url, answer);
			if (next == null) {
				break;
			}
			own = own && isSameOrigin(url, next);
			url = next;
			answer = send(outgoing, url, own);
		}
		return answer;
	}

	private URI atEndpoint(URI url) {
		String query = (url.getRawQuery() != null) ? "?" + url.getRawQuery() : "";
		return URI.create(this.endpoint.url() + url.getRawPath() + query);
	}

	private static @Nullable URI next(URI url, Answer answer) {
		String location = answer.header("location");
		try {
			URI next = (location != null) ? url.resolve(location) : null;
			return (next != null && next.getHost() != null && next.getScheme().matches("(?i)https?")) ? next : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static boolean isSameOrigin(URI one, URI other) {
		return one.getScheme().equalsIgnoreCase(other.getScheme())
				&& ExchangeFailures.place(one).equalsIgnoreCase(ExchangeFailures.place(other));
	}

	private Answer send(Outgoing outgoing, URI url, boolean own) throws IOException {
		Request request = new Request(outgoing.method, url, own ? this.endpoint.address() : null,
				headers(outgoing, own), outgoing.body, this.responseLimit, this.fresh);
		try {
			this.answer = this.engine.send(request, deadline(outgoing), this.call.cancellation());
			return this.answer;
		}
		catch (HttpEngine.Failed ex) {
			this.failure = ex.failure();
			throw new IOException(ex.failure().message(), ex.failure().cause());
		}
	}

	private Deadline deadline(Outgoing outgoing) {
		Deadline deadline = this.call.deadline();
		return (outgoing.millis > 0) ? deadline.part(TimeUnit.MILLISECONDS.toNanos(outgoing.millis)) : deadline;
	}

	/** What the mapping says itself wins over the metadata of the call. */
	private List<String> headers(Outgoing outgoing, boolean own) {
		List<String> headers = new ArrayList<>();
		for (int i = 0; i < outgoing.headers.size(); i += 2) {
			String name = outgoing.headers.get(i).toLowerCase(Locale.ROOT);
			boolean leaked = !own && isRedirected() && SECRET.contains(name);
			if (!RESERVED.contains(name) && !leaked) {
				headers.add(name);
				headers.add(outgoing.headers.get(i + 1));
			}
		}
		if (own) {
			addMetadata(headers);
		}
		return headers;
	}

	/** The first answer has sent the request on. */
	private boolean isRedirected() {
		return this.answer != null;
	}

	private void addMetadata(List<String> headers) {
		int told = headers.size();
		this.call.headers().forEach((name, value) -> {
			if (!RESERVED.contains(name) && !isTold(headers, told, name)) {
				headers.add(name);
				headers.add(value);
			}
		});
		headers.add(ConnectProtocol.TIMEOUT);
		headers.add(Long.toString(Math.max(1, this.call.deadline().remainingMillis())));
		headers.add(ConnectProtocol.ATTEMPT);
		headers.add(Integer.toString(this.call.attempts().size()));
	}

	private static boolean isTold(List<String> headers, int told, String name) {
		for (int i = 0; i < told; i += 2) {
			if (headers.get(i).equals(name)) {
				return true;
			}
		}
		return false;
	}

	/** What runs within an exchange. */
	@FunctionalInterface
	interface Work {

		@Nullable Object run() throws Throwable;

	}

	/**
	 * A request as the mapping says.
	 *
	 * @param method the verb
	 * @param url where to, at the {@link #PLACEHOLDER} or anywhere
	 * @param headers names and values, in turn
	 * @param body the body, perhaps empty
	 * @param millis the most milliseconds that it may take, 0 if only the deadline counts
	 * @param follow whether to follow redirects of what only reads
	 */
	record Outgoing(String method, URI url, List<String> headers, byte[] body, long millis, boolean follow) {
	}

}
