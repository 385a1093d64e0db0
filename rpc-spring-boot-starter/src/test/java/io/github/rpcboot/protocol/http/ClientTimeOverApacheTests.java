package io.github.rpcboot.protocol.http;

import io.github.rpcboot.call.Transport;

/**
 * Deadlines and connections over Apache HttpClient 5, as behind a proxy.
 */
class ClientTimeOverApacheTests extends ClientTimeTests {

	@Override
	Transport transport(HttpTransport.Settings settings) {
		return overApache(settings);
	}

}
