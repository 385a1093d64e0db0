package io.github.rpcboot.protocol;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.Transport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Quiet streams over gRPC, between a channel and a server of grpc-java.
 */
class GrpcQuietStreamTests extends AbstractQuietStreamTests {

	private GrpcServers server;

	@Override
	Endpoint serve(RpcServices services) {
		this.server = GrpcServers.start(this.rpc, services);
		return this.server.endpoint();
	}

	@Override
	Transport connect() {
		return GrpcServers.transport(this.rpc);
	}

	@Override
	void stopServing() {
		this.server.close();
	}

	/** A bean hears at once of a caller who goes, not when it sends next. */
	@Override
	void assertReleased() throws InterruptedException {
		assertThat(this.bean.awaitEnded()).isTrue();
		everyThreadIsFree();
	}

}
