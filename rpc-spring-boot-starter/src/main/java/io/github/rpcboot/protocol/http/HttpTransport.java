package io.github.rpcboot.protocol.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;

import feign.Client;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.RestMapping;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.pool.ConnPoolStats;
import org.apache.hc.core5.pool.PoolStats;
import org.jspecify.annotations.Nullable;

/**
 * The consuming side of HTTP: sends calls as the Connect protocol says, and reads the
 * answers, those of proxies included.
 *
 * @since 0.1.0
 */
public final class HttpTransport implements Transport {

	/** What the protocol or the connection says itself; metadata never replaces it. */
	private static final Set<String> RESERVED = Set.of("accept-encoding", "connection", "content-encoding",
			"content-length", "content-type", "expect", "host", "keep-alive", "proxy-connection", "rpc-attempt", "te",
			"trailer", "transfer-encoding", "upgrade");

	/** Instances come and go; what is kept of them must not grow for ever. */
	private static final int MOST_URLS = 1024;

	private final HttpEngine engine;

	private final PayloadCodec codec;

	private final ErrorCodec errors;

	private final Settings settings;

	private final String contentType;

	private final Map<URI, Map<MethodContract, URI>> urls = new ConcurrentHashMap<>();

	private final Supplier<@Nullable Connections> connections;

	private final MappedTransport mapped;

	private final @Nullable HttpStreams streams;

	private HttpTransport(HttpEngine engine, Supplier<@Nullable Connections> connections, PayloadCodec codec,
			ErrorCodec errors, Settings settings) {
		this(engine, connections, codec, errors, settings, new MappedTransport(engine,
				new MappedExchange.Settings("", 0), new MappedFailures(errors), (mapping) -> {
					throw new IllegalStateException("Nothing reads the mapping of " + mapping.contract());
				}));
	}

	private HttpTransport(HttpEngine engine, Supplier<@Nullable Connections> connections, PayloadCodec codec,
			ErrorCodec errors, Settings settings, MappedTransport mapped) {
		this.engine = engine;
		this.mapped = mapped;
		this.connections = connections;
		this.codec = codec;
		this.errors = errors;
		this.settings = settings;
		this.contentType = ServedCodecs.mediaType(codec);
		this.streams = (engine instanceof SocketEngine sockets)
				? new HttpStreams(sockets, codec, errors, settings.responseLimit()) : null;
	}

	/**
	 * Makes a transport over connections of our own, without a proxy.
	 * @param tls has what makes the connections for URLs that begin with {@code https};
	 * asked for each of them and not before, since reading the certificates of a JVM
	 * takes a tenth of a second
	 * @param parameters the protocols and ciphers for them; the trust manager is told to
	 * check the name of the server as HTTPS does
	 * @param codec how messages are encoded
	 * @param errors how errors are encoded
	 * @param settings paths and limits
	 * @return a transport
	 */
	public static HttpTransport over(Supplier<SSLSocketFactory> tls, SSLParameters parameters, PayloadCodec codec,
			ErrorCodec errors, Settings settings) {
		SocketEngine engine = new SocketEngine(tls, parameters);
		return new HttpTransport(engine, engine::connections, codec, errors, settings);
	}

	/**
	 * Makes a transport over Apache HttpClient 5.
	 * @param client the client, closed with the transport
	 * @param codec how messages are encoded
	 * @param errors how errors are encoded
	 * @param settings paths and limits
	 * @return a transport
	 */
	public static HttpTransport over(CloseableHttpClient client, PayloadCodec codec, ErrorCodec errors,
			Settings settings) {
		return over(client, null, codec, errors, settings);
	}

	/**
	 * Makes a transport over Apache HttpClient 5.
	 * @param client the client, closed with the transport
	 * @param pool knows the client's connections, {@code null} if nobody counts them
	 * @param codec how messages are encoded
	 * @param errors how errors are encoded
	 * @param settings paths and limits
	 * @return a transport
	 */
	public static HttpTransport over(CloseableHttpClient client, @Nullable ConnPoolStats<?> pool, PayloadCodec codec,
			ErrorCodec errors, Settings settings) {
		return new HttpTransport(new HttpComponentsEngine(client), () -> count(pool), codec, errors, settings);
	}

	/**
	 * Makes a transport over a Feign client of the application's own.
	 * @param client the client
	 * @param codec how messages are encoded
	 * @param errors how errors are encoded
	 * @param settings paths and limits
	 * @return a transport
	 */
	public static HttpTransport over(Client client, PayloadCodec codec, ErrorCodec errors, Settings settings) {
		return new HttpTransport(new FeignEngine(client), () -> null, codec, errors, settings);
	}

	/**
	 * Lets the transport carry contracts that are mapped to REST.
	 * @param root the URL by which requests mean the application; only its host counts
	 * @param clients makes an object of the contract's type, whose methods send their
	 * requests with {@link MappedRequests}; asked once per contract
	 * @return the same transport, on the same connections
	 */
	public HttpTransport mapping(URI root, Function<RestMapping, Object> clients) {
		MappedExchange.Settings mapped = new MappedExchange.Settings(root.getHost(), this.settings.responseLimit());
		return new HttpTransport(this.engine, this.connections, this.codec, this.errors, this.settings,
				new MappedTransport(this.engine, mapped, new MappedFailures(this.errors), clients));
	}

	private static @Nullable Connections count(@Nullable ConnPoolStats<?> pool) {
		if (pool == null) {
			return null;
		}
		PoolStats now = pool.getTotalStats();
		return new Connections(now.getLeased(), now.getAvailable(), now.getPending());
	}

	@Override
	public PayloadCodec codec() {
		return this.codec;
	}

	@Override
	public void prepare(MethodContract method) {
		RestMapping mapping = method.restMapping();
		if (mapping != null) {
			this.mapped.client(mapping);
		}
		else if (method.hasStreams() && this.streams == null) {
			throw noStreams(method);
		}
		else {
			this.codec.prepare(method);
		}
	}

	@Override
	public @Nullable Connections connections() {
		return this.connections.get();
	}

	@Override
	public void close() {
		this.engine.close();
	}

	@Override
	public RpcReply send(RpcCall call, Endpoint endpoint) {
		RestMapping mapping = call.method().restMapping();
		if (mapping != null) {
			return this.mapped.send(mapping, call, endpoint, isRepeated(call, endpoint));
		}
		if (call.method().hasStreams()) {
			return sendStreams(call, endpoint);
		}
		byte[] body = call.encoded(this.codec);
		byte[] sent = this.settings.compress() ? gzip(body) : body;
		HttpEngine.Request request = new HttpEngine.Request(url(endpoint.url(), call.method()), endpoint.address(),
				headers(call), sent, this.settings.responseLimit(), isRepeated(call, endpoint));
		try {
			return reply(this.engine.send(request, call.deadline(), call.cancellation()));
		}
		catch (HttpEngine.Failed ex) {
			return RpcReply.failure(ex.failure());
		}
	}

	private RpcReply sendStreams(RpcCall call, Endpoint endpoint) {
		HttpStreams known = this.streams;
		if (known == null) {
			throw noStreams(call.method());
		}
		return known.send(call, endpoint, url(endpoint.url(), call.method()), metadata(call),
				isRepeated(call, endpoint), this::plain);
	}

	private static RpcConfigurationException noStreams(MethodContract method) {
		return new RpcConfigurationException(
				method + " has streams, and an HTTP client that is not our own hands out whole answers only.",
				"Remove the proxy or the client from this target, or return a 'List', one page at a time.");
	}

	/** An answer that is no stream cannot be a success. */
	private RpcReply plain(HttpEngine.Answer answer) {
		RpcReply reply = reply(answer);
		return (reply.failure() != null) ? reply
				: RpcReply.failure(unreadable(answer)).withHeaders(RpcHeaders.ofPairs(answer.headers()));
	}

	/** What broke may be the connection, or the process behind it. */
	private static boolean isRepeated(RpcCall call, Endpoint endpoint) {
		List<Endpoint> attempts = call.attempts();
		return attempts.size() > 1 && attempts.indexOf(endpoint) < attempts.size() - 1;
	}

	private URI url(URI root, MethodContract method) {
		Map<MethodContract, URI> known = this.urls.get(root);
		if (known == null) {
			if (this.urls.size() >= MOST_URLS) {
				this.urls.clear();
			}
			known = this.urls.computeIfAbsent(root, (key) -> new ConcurrentHashMap<>());
		}
		return known.computeIfAbsent(method,
				(key) -> URI.create(root + this.settings.basePath() + "/" + method.service() + "/" + method.name()));
	}

	private List<String> headers(RpcCall call) {
		List<String> headers = metadata(call);
		add(headers, "content-type", this.contentType);
		add(headers, ConnectProtocol.VERSION, "1");
		add(headers, ConnectProtocol.TIMEOUT, Long.toString(Math.max(1, call.deadline().remainingMillis())));
		add(headers, ConnectProtocol.ATTEMPT, Integer.toString(call.attempts().size()));
		if (this.settings.compress()) {
			add(headers, "content-encoding", ConnectProtocol.GZIP);
			add(headers, "accept-encoding", ConnectProtocol.GZIP);
		}
		return headers;
	}

	private static List<String> metadata(RpcCall call) {
		List<String> headers = new ArrayList<>(14);
		call.headers().forEach((name, value) -> {
			if (!RESERVED.contains(name) && !name.startsWith("connect-")) {
				add(headers, name, value);
			}
		});
		return headers;
	}

	private static void add(List<String> headers, String name, String value) {
		headers.add(name);
		headers.add(value);
	}

	static byte[] gzip(byte[] body) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

	/** Errors are JSON whatever the messages are. */
	private RpcReply reply(HttpEngine.Answer answer) {
		String expected = (answer.status() == 200) ? this.contentType : ConnectProtocol.JSON;
		RpcReply reply = isOf(expected, answer) ? readable(answer) : RpcReply.failure(unreadable(answer));
		return withHead(reply, answer);
	}

	/** What every answer can say beside its message. */
	static RpcReply withHead(RpcReply reply, HttpEngine.Answer answer) {
		RpcReply known = reply.withHeaders(RpcHeaders.ofPairs(answer.headers()));
		return "1".equals(answer.header(ConnectProtocol.DRAINING)) ? known.draining() : known;
	}

	private static boolean isOf(String expected, HttpEngine.Answer answer) {
		String type = answer.header("content-type");
		return type != null && type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals(expected);
	}

	private RpcReply readable(HttpEngine.Answer answer) {
		if (answer.status() == 200) {
			RpcFailure broken = broken(answer);
			return (broken != null) ? RpcReply.failure(broken)
					: RpcReply.success(answer.body(), "1".equals(answer.header(ConnectProtocol.NULL_RESULT)));
		}
		RpcFailure failure = this.errors.decode(answer.body());
		if (failure == null) {
			return RpcReply.failure(unreadable(answer));
		}
		boolean notExecuted = "1".equals(answer.header(ConnectProtocol.NOT_EXECUTED));
		RpcFailure told = notExecuted ? RpcFailure.refused(failure.status(), failure.message()) : failure;
		return RpcReply.failure(told.withRetryAfter(RetryAfter.of(answer)));
	}

	/**
	 * A part of a JSON message is none, which is not so of other formats: there the end
	 * of the connection must not be the end of the message.
	 */
	private @Nullable RpcFailure broken(HttpEngine.Answer answer) {
		boolean json = this.contentType.equals(ConnectProtocol.JSON);
		if (json && answer.body().length == 0) {
			return RpcFailure.ambiguous(RpcStatus.UNAVAILABLE,
					"The answer has no message. The connection may have broken before it was there.", null);
		}
		if (!json && answer.header("content-length") == null && answer.header("transfer-encoding") == null) {
			return RpcFailure.ambiguous(RpcStatus.UNAVAILABLE,
					"The answer tells no length, so that nobody knows whether it is whole.", null);
		}
		return null;
	}

	/** An answer of somebody else: a proxy, a login page, another application. */
	private static RpcFailure unreadable(HttpEngine.Answer answer) {
		String what = "HTTP " + answer.status() + " with " + describe(answer.header("content-type"));
		if (answer.status() == 200) {
			return RpcFailure.ambiguous(RpcStatus.INTERNAL,
					"The answer is " + what + ", not a message of the service. Is a proxy or a login page in between?",
					null);
		}
		RpcStatus status = HttpStatusMapper.fromHttp(answer.status());
		String message = "The answer is " + what + " and carries no status of the service."
				+ " Check the URL and what stands between.";
		RpcFailure failure = (answer.status() >= 500) ? RpcFailure.ambiguous(status, message, null)
				: RpcFailure.answered(status, message);
		return failure.withRetryAfter(RetryAfter.of(answer));
	}

	private static String describe(@Nullable String contentType) {
		if (contentType == null) {
			return "no content type";
		}
		String type = contentType.split(";", 2)[0].strip();
		return type.matches("[A-Za-z0-9.+-]{1,40}/[A-Za-z0-9.+-]{1,40}") ? type : "an unreadable content type";
	}

	/**
	 * Paths and limits of one target.
	 *
	 * @param basePath the path below the application's root, such as {@code /rpc}
	 * @param compress whether to gzip requests and to ask for gzip answers
	 * @param responseLimit the most decoded bytes of an answer
	 * @since 0.1.0
	 */
	public record Settings(String basePath, boolean compress, int responseLimit) {
	}

}
