package io.github.rpcboot.protocol;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.http.HttpTransport;

/**
 * HTTP over connections of our own and a Tomcat.
 */
class HttpTransportTests extends AbstractTransportTests {

	private RpcTomcat tomcat;

	@Override
	Endpoint serve(RpcServices services) {
		this.tomcat = RpcTomcat.start(this.rpc, services);
		return this.tomcat.endpoint();
	}

	@Override
	Transport connect() {
		HttpTransport.Settings settings = new HttpTransport.Settings("/rpc", false, this.rpc.limits().responseBytes());
		return HttpClients.sockets(this.rpc, settings);
	}

	@Override
	void stopServing() {
		this.tomcat.close();
	}

}
