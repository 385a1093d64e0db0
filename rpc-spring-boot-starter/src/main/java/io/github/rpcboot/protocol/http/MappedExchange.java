package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.protocol.http.HttpEngine.Answer;
import io.github.rpcboot.protocol.http.HttpEngine.Request;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a call that is mapped to REST, while the library that reads the mapping
 * makes the request on the calling thread. Requests to the name of the application go to
 * the instance of the attempt; others go where they say, and say nothing of the instance.
 */
final class MappedExchange {

	private static final ThreadLocal<@Nullable MappedExchange> CURRENT = new ThreadLocal<>();

	private static final byte[] NOTHING = {};

	private static final int MOST_REDIRECTS = 5;

	private static final long LEAST_MILLIS = 5;

	private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

	private static final Set<String> REPEATABLE = Set.of("GET", "HEAD");

	private final HttpEngine engine;

	private final RpcCall call;

	private final Endpoint endpoint;

	private final Settings settings;

	private final boolean fresh;

	private @Nullable RpcFailure failure;

	private @Nullable Answer answer;

	/** The instance was asked last. */
	private boolean atInstance;

	MappedExchange(HttpEngine engine, RpcCall call, Endpoint endpoint, Settings settings, boolean fresh) {
		this.engine = engine;
		this.call = call;
		this.endpoint = endpoint;
		this.settings = settings;
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

	/**
	 * Why there is no whole answer, {@code null} if there is one or nothing was tried.
	 */
	@Nullable RpcFailure failure() {
		return this.failure;
	}

	/** Whether the instance of the attempt was the last that was asked. */
	boolean isAtInstance() {
		return this.atInstance;
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
		this.failure = null;
		this.answer = null;
		this.atInstance = false;
		check(outgoing);
		boolean own = isOwn(outgoing.url);
		URI url = own ? atEndpoint(outgoing.url) : outgoing.url;
		URI first = url;
		Answer answer = send(outgoing, url, own, true);
		boolean follow = outgoing.follow && REPEATABLE.contains(outgoing.method);
		for (int i = 0; follow && i < MOST_REDIRECTS && REDIRECTS.contains(answer.status()); i++) {
			URI next = next(url, answer);
			if (next == null) {
				break;
			}
			url = next;
			boolean home = isSameOrigin(first, url);
			answer = send(outgoing, url, own && home, home);
		}
		return answer;
	}

	/** What else names the host of the application means another port of it. */
	private boolean isOwn(URI url) {
		return this.settings.host.equalsIgnoreCase(url.getHost()) && "http".equalsIgnoreCase(url.getScheme())
				&& url.getPort() < 0 && url.getRawUserInfo() == null;
	}

	private void check(Outgoing outgoing) throws IOException {
		MappedHeaders.check(outgoing.method, outgoing.headers, this::refuse);
		String scheme = String.valueOf(outgoing.url.getScheme()).toLowerCase(Locale.ROOT);
		if (outgoing.url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
			throw refuse(RpcStatus.INVALID_ARGUMENT,
					"The URL that the arguments of " + this.call.method() + " make is no HTTP URL with a host.");
		}
		if (outgoing.body.length > this.settings.limit) {
			throw refuse(RpcStatus.RESOURCE_EXHAUSTED, "The request is larger than " + this.settings.limit + " bytes.");
		}
	}

	/** Nothing is sent, and the instance has no part in it. */
	private IOException refuse(RpcStatus status, String message) {
		this.failure = RpcFailure.over(status, message, false);
		return new IOException(message);
	}

	private URI atEndpoint(URI url) {
		String query = (url.getRawQuery() != null) ? "?" + url.getRawQuery() : "";
		return URI.create(this.endpoint.url() + url.getRawPath() + query);
	}

	/** What is encrypted is not sent on in the clear. */
	private static @Nullable URI next(URI url, Answer answer) {
		String location = answer.header("location");
		try {
			URI next = (location != null) ? resolve(url, location.replace(" ", "%20")) : null;
			boolean usable = next != null && next.getHost() != null && next.getScheme() != null
					&& (next.getScheme().equalsIgnoreCase("https")
							|| (next.getScheme().equalsIgnoreCase("http") && url.getScheme().equalsIgnoreCase("http")));
			return usable ? next : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/** What begins with a query, the JDK would put in the place of the last name. */
	private static URI resolve(URI url, String location) {
		return location.startsWith("?") ? url.resolve(url.getRawPath() + location) : url.resolve(location);
	}

	private static boolean isSameOrigin(URI one, URI other) {
		return one.getScheme().equalsIgnoreCase(other.getScheme())
				&& ExchangeFailures.place(one).equalsIgnoreCase(ExchangeFailures.place(other));
	}

	private Answer send(Outgoing outgoing, URI url, boolean own, boolean home) throws IOException {
		boolean sentOn = this.answer != null;
		if (this.call.deadline().remainingMillis() < LEAST_MILLIS) {
			this.failure = RpcFailure.over(RpcStatus.UNAVAILABLE,
					"The time of the attempt was over before its request was made. Are interceptors slow?", sentOn);
			throw new IOException(this.failure.message());
		}
		this.atInstance = own;
		List<String> headers = new MappedHeaders(outgoing.headers, home).with(own ? this.call : null);
		Request request = new Request(outgoing.method, url, own ? this.endpoint.address() : null, headers,
				home ? outgoing.body : NOTHING, this.settings.limit, this.fresh, false);
		try {
			this.answer = this.engine.send(request, deadline(outgoing), this.call.cancellation());
			return this.answer;
		}
		catch (HttpEngine.Failed ex) {
			RpcFailure failure = ex.failure();
			this.failure = (own && !sentOn) ? failure : elsewhere(failure, sentOn);
			throw new IOException(failure.message(), failure.cause());
		}
	}

	/** Another instance would not help, and this one has done its part. */
	private static RpcFailure elsewhere(RpcFailure failure, boolean sentOn) {
		boolean late = failure.status() == RpcStatus.DEADLINE_EXCEEDED;
		return RpcFailure
			.over(late ? RpcStatus.UNAVAILABLE : failure.status(), failure.message(),
					sentOn || failure.mayHaveExecuted())
			.withCause(failure.cause());
	}

	private Deadline deadline(Outgoing outgoing) {
		Deadline deadline = this.call.deadline();
		return (outgoing.millis > 0) ? deadline.part(TimeUnit.MILLISECONDS.toNanos(outgoing.millis)) : deadline;
	}

	/** What runs within an exchange. */
	@FunctionalInterface
	interface Work {

		@Nullable Object run() throws Throwable;

	}

	/**
	 * What holds for all exchanges of an application.
	 *
	 * @param host the host by which requests mean the application
	 * @param limit the most bytes of a request and of an answer
	 */
	record Settings(String host, int limit) {
	}

	/**
	 * A request as the mapping says.
	 *
	 * @param method the verb
	 * @param url where to, at the host of the application or anywhere
	 * @param headers names and values, in turn
	 * @param body the body, perhaps empty
	 * @param millis the most milliseconds that it may take, 0 if only the deadline counts
	 * @param follow whether to follow redirects of what only reads
	 */
	record Outgoing(String method, URI url, List<String> headers, byte[] body, long millis, boolean follow) {
	}

}
