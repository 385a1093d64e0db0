package io.github.rpcboot.protocol;

import java.time.Duration;
import java.util.function.Consumer;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;

import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.protocol.http.HttpTransport;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsHttpClientBuilder;
import org.springframework.boot.http.client.HttpRedirects;

/**
 * Apache's client with the settings that the roof gives it.
 */
public final class HttpClients {

	private HttpClients() {
	}

	/** A transport as the roof makes it where no proxy is set. */
	public static HttpTransport sockets(TestRpc rpc, HttpTransport.Settings settings) {
		return sockets(rpc, rpc.codec(), settings);
	}

	public static HttpTransport sockets(TestRpc rpc, PayloadCodec codec, HttpTransport.Settings settings) {
		return HttpTransport.over(() -> (SSLSocketFactory) SSLSocketFactory.getDefault(), new SSLParameters(), codec,
				rpc.errors(), settings);
	}

	public static CloseableHttpClient create() {
		return create(1024, (manager) -> {
		});
	}

	public static CloseableHttpClient create(int connections,
			Consumer<PoolingHttpClientConnectionManagerBuilder> customizer) {
		HttpClientSettings settings = HttpClientSettings.defaults()
			.withConnectTimeout(Duration.ofMillis(500))
			.withRedirects(HttpRedirects.DONT_FOLLOW);
		return new HttpComponentsHttpClientBuilder()
			.withConnectionManagerCustomizer(
					(manager) -> manager.setMaxConnPerRoute(connections).setMaxConnTotal(connections))
			.withConnectionManagerCustomizer(customizer)
			.withConnectionConfigCustomizer(
					(connection) -> connection.setIdleTimeout(TimeValue.ofSeconds(4).toTimeout())
						.setValidateAfterInactivity(TimeValue.ofMilliseconds(100))
						.setTimeToLive(TimeValue.ofMinutes(5)))
			.withCustomizer((builder) -> builder.disableAutomaticRetries()
				.disableRedirectHandling()
				.disableCookieManagement()
				.disableAuthCaching()
				.disableContentCompression()
				.setUserAgent("rpc-spring-boot-starter"))
			.build(settings);
	}

}
