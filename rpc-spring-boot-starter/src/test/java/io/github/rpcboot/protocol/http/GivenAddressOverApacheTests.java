package io.github.rpcboot.protocol.http;

import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.HttpClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsHttpClientBuilder;
import org.springframework.boot.ssl.SslBundle;

/**
 * The same over Apache HttpClient 5, as behind a proxy.
 */
class GivenAddressOverApacheTests extends GivenAddressTests {

	@Override
	Transport transport(HttpTransport.Settings settings) {
		return over(HttpClients.create(), settings);
	}

	@Override
	Transport trusting(SslBundle bundle, HttpTransport.Settings settings) {
		return over(new HttpComponentsHttpClientBuilder().build(HttpClientSettings.defaults().withSslBundle(bundle)),
				settings);
	}

	private Transport over(CloseableHttpClient client, HttpTransport.Settings settings) {
		return HttpTransport.over(client, rpc().codec(), rpc().errors(), settings);
	}

}
