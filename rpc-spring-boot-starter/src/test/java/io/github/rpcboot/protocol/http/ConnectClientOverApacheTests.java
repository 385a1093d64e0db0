package io.github.rpcboot.protocol.http;

import io.github.rpcboot.call.Transport;

/**
 * What the consumer sends and understands, over Apache HttpClient 5, as behind a proxy.
 */
class ConnectClientOverApacheTests extends ConnectClientTests {

	@Override
	Transport transport(HttpTransport.Settings settings) {
		return overApache(settings);
	}

}
