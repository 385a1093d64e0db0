package io.github.rpcboot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;

import feign.Client;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.autoconfigure.RpcProperties.Target;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.call.TransportFactory;
import io.github.rpcboot.protocol.http.HttpTransport;
import io.github.rpcboot.protocol.http.MappedRequests;
import io.github.rpcboot.protocol.inprocess.InProcessTransport;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.pool.ConnPoolStats;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsHttpClientBuilder;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;

/** From the scheme of a URL to the transport that speaks its protocol. */
final class Transports {

	static final List<String> SCHEMES = List.of("http", "https", "grpc", "grpcs", "inprocess");

	private static final Duration CONNECT = Duration.ofMillis(500);

	private static final long IDLE_SECONDS = 4;

	/**
	 * A connection that rested longer is tested before use, since its peer may have gone.
	 */
	private static final TimeValue VALIDATE_AFTER = TimeValue.ofMilliseconds(100);

	/** The calls in flight have a limit of their own; the pool is never what refuses. */
	private static final int CONNECTIONS = Short.MAX_VALUE;

	private final Codecs codecs;

	private final ErrorCodec errors;

	private final RpcSettings settings;

	private final Supplier<@Nullable Client> feignClient;

	private final ObjectProvider<RpcServices> services;

	private final ObjectProvider<SslBundles> sslBundles;

	private final MappedClients mapped;

	private final Supplier<@Nullable GrpcClients> grpcClients;

	private final Map<String, TransportFactory> others = new TreeMap<>();

	Transports(Codecs codecs, ErrorCodec errors, RpcSettings settings, Supplier<@Nullable Client> feignClient,
			ObjectProvider<RpcServices> services, ObjectProvider<SslBundles> sslBundles, MappedClients mapped,
			Supplier<@Nullable GrpcClients> grpcClients, List<TransportFactory> others) {
		this.codecs = codecs;
		this.errors = errors;
		this.settings = settings;
		this.feignClient = feignClient;
		this.services = services;
		this.sslBundles = sslBundles;
		this.mapped = mapped;
		this.grpcClients = grpcClients;
		others.forEach((factory) -> this.others.putIfAbsent(factory.scheme(), factory));
	}

	Transport create(String scheme, String name, @Nullable Target target) {
		return switch (scheme) {
			case "http", "https" -> http(scheme, name, target).mapping(MappedRequests.root(name), this.mapped.of(name));
			case "grpc", "grpcs" -> grpc(scheme, name, target);
			case "inprocess" -> inProcess(name, target);
			default -> other(scheme, name);
		};
	}

	private Transport other(String scheme, String name) {
		TransportFactory factory = this.others.get(scheme);
		if (factory != null) {
			return factory.create(name);
		}
		List<String> known = Stream.concat(SCHEMES.stream(), this.others.keySet().stream()).toList();
		throw new RpcConfigurationException(
				"The URL of '" + name + "' begins with '" + scheme + "://', a protocol that is not known here.",
				"Use one of " + known + ".");
	}

	private Transport grpc(String scheme, String name, @Nullable Target target) {
		GrpcClients clients = this.grpcClients.get();
		if (clients == null) {
			throw new RpcConfigurationException(
					"The URL of '" + name + "' begins with '" + scheme
							+ "://', and this application has no gRPC client.",
					"Add the dependency 'org.springframework.boot:spring-boot-starter-grpc-client', leave"
							+ " 'spring.grpc.client.enabled' as it is, or write an HTTP URL.");
		}
		if (target != null) {
			requireUnset(name, "base-path", target.basePath(), "gRPC has paths of its own");
			requireUnset(name, "codec", target.codec(), "gRPC has protobuf only");
		}
		boolean compress = target != null && Boolean.TRUE.equals(target.compress());
		return clients.create(compress, scheme.equals("grpcs") ? sslBundle(name, target) : null);
	}

	/** The path of an instance is where HTTP begins; other protocols know none. */
	static void checkPath(String name, Endpoint endpoint) {
		String path = endpoint.url().getRawPath();
		if (endpoint.scheme().startsWith("grpc") && path != null && !path.isEmpty()) {
			throw new RpcConfigurationException(
					"The URL '" + endpoint.url() + "' of '" + name + "' has a path, and gRPC has paths of its own.",
					"Write host and port only.");
		}
	}

	private Transport inProcess(String name, @Nullable Target target) {
		if (target != null) {
			String why = "the URL begins with 'inprocess://', and there is no connection";
			requireUnset(name, "base-path", target.basePath(), why);
			requireUnset(name, "compress", target.compress(), why);
			requireUnset(name, "ssl", target.ssl(), why);
			requireUnset(name, "codec", target.codec(), why);
		}
		return InProcessTransport.to(this.services.getObject(), this.codecs.usual());
	}

	/** A setting that would not hold is not taken. */
	private static void requireUnset(String name, String setting, @Nullable Object value, String why) {
		if (value != null) {
			throw new RpcConfigurationException(
					"'rpc.consumer.targets." + name + "." + setting + "' would do nothing: " + why + ".",
					"Remove the key.");
		}
	}

	private HttpTransport http(String scheme, String name, @Nullable Target target) {
		String basePath = (target != null && target.basePath() != null) ? target.basePath() : "/rpc";
		boolean compress = target != null && Boolean.TRUE.equals(target.compress());
		HttpTransport.Settings http = new HttpTransport.Settings(basePath, compress,
				this.settings.limits().responseBytes());
		PayloadCodec codec = this.codecs.of(name, target);
		Client client = this.feignClient.get();
		if (client == null && !Proxies.areSet()) {
			return overSockets(scheme.equals("https"), sslBundle(name, target), codec, http);
		}
		if (client == null) {
			AtomicReference<ConnPoolStats<?>> pool = new AtomicReference<>();
			CloseableHttpClient own = client(name, target, pool::set);
			return HttpTransport.over(own, pool.get(), codec, this.errors, http);
		}
		if (target != null) {
			requireUnset(name, "ssl", target.ssl(), "a feign.Client bean of the application makes the connections");
		}
		return HttpTransport.over(client, codec, this.errors, http);
	}

	/**
	 * The certificates of the JVM are read at the start where they are needed, and at the
	 * first call where an address that comes later needs them.
	 */
	private HttpTransport overSockets(boolean tls, @Nullable SslBundle bundle, PayloadCodec codec,
			HttpTransport.Settings http) {
		SSLParameters parameters = new SSLParameters();
		if (bundle == null && tls) {
			SSLSocketFactory.getDefault();
		}
		if (bundle == null) {
			return HttpTransport.over(() -> (SSLSocketFactory) SSLSocketFactory.getDefault(), parameters, codec,
					this.errors, http);
		}
		SslOptions options = bundle.getOptions();
		if (options.getCiphers() != null) {
			parameters.setCipherSuites(options.getCiphers());
		}
		if (options.getEnabledProtocols() != null) {
			parameters.setProtocols(options.getEnabledProtocols());
		}
		SSLSocketFactory factory = bundle.createSslContext().getSocketFactory();
		return HttpTransport.over(() -> factory, parameters, codec, this.errors, http);
	}

	private CloseableHttpClient client(String name, @Nullable Target target, Consumer<ConnPoolStats<?>> pool) {
		HttpClientSettings client = HttpClientSettings.defaults()
			.withConnectTimeout(CONNECT)
			.withRedirects(HttpRedirects.DONT_FOLLOW);
		SslBundle bundle = sslBundle(name, target);
		return new HttpComponentsHttpClientBuilder()
			.withConnectionManagerCustomizer((manager) -> manager.setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
				.setMaxConnPerRoute(CONNECTIONS)
				.setMaxConnTotal(CONNECTIONS))
			.withConnectionConfigCustomizer(
					(connection) -> connection.setIdleTimeout(TimeValue.ofSeconds(IDLE_SECONDS).toTimeout())
						.setValidateAfterInactivity(VALIDATE_AFTER)
						.setTimeToLive(TimeValue.ofSeconds(ThreadLocalRandom.current().nextLong(240, 360))))
			.withCustomizer((builder) -> {
				if (builder.getConnManager() instanceof ConnPoolStats<?> stats) {
					pool.accept(stats);
				}
			})
			.withCustomizer((builder) -> builder.evictExpiredConnections()
				.evictIdleConnections(TimeValue.ofSeconds(IDLE_SECONDS))
				.disableAutomaticRetries()
				.disableRedirectHandling()
				.disableCookieManagement()
				.disableAuthCaching()
				.disableContentCompression()
				.setUserAgent("rpc-spring-boot-starter"))
			.build((bundle != null) ? client.withSslBundle(bundle) : client);
	}

	private @Nullable SslBundle sslBundle(String name, @Nullable Target target) {
		String bundle = (target != null && target.ssl() != null) ? target.ssl().bundle() : null;
		if (bundle == null) {
			return null;
		}
		try {
			return this.sslBundles.getObject().getBundle(bundle);
		}
		catch (RuntimeException ex) {
			throw new RpcConfigurationException(
					"'rpc.consumer.targets." + name + ".ssl.bundle' names the SSL bundle '" + bundle
							+ "', which cannot be used: " + ex.getMessage(),
					"Define it below 'spring.ssl.bundle', or name another one.");
		}
	}

}
