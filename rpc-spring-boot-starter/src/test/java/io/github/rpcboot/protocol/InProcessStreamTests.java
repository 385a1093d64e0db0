package io.github.rpcboot.protocol;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.inprocess.InProcessTransport;

/**
 * Streams within an application context.
 */
class InProcessStreamTests extends AbstractStreamTests {

	private RpcServices services;

	@Override
	Endpoint serve(RpcServices services) {
		this.services = services;
		return Endpoint.parse("inprocess://local", "the test");
	}

	@Override
	Transport connect() {
		return InProcessTransport.to(this.services, this.rpc.codec());
	}

	@Override
	void stopServing() {
	}

	@Override
	boolean isFullDuplex() {
		return true;
	}

}
