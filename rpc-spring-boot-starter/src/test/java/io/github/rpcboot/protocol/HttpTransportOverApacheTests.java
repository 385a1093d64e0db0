package io.github.rpcboot.protocol;

import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.http.HttpTransport;

/**
 * HTTP over Apache's client, as behind a proxy, and a Tomcat.
 */
class HttpTransportOverApacheTests extends HttpTransportTests {

	@Override
	Transport connect() {
		HttpTransport.Settings settings = new HttpTransport.Settings("/rpc", false, this.rpc.limits().responseBytes());
		return HttpTransport.over(HttpClients.create(), this.rpc.codec(), this.rpc.errors(), settings);
	}

}
