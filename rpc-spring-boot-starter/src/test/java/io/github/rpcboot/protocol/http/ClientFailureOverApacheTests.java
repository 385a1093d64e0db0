package io.github.rpcboot.protocol.http;

import io.github.rpcboot.call.Transport;

/**
 * What breaks, over Apache HttpClient 5, as behind a proxy.
 */
class ClientFailureOverApacheTests extends ClientFailureTests {

	@Override
	Transport transport(HttpTransport.Settings settings) {
		return overApache(settings);
	}

}
