package io.github.rpcboot.protocol;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.http.HttpTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams over HTTP, on connections of our own, from a Tomcat.
 */
class HttpStreamTests extends AbstractStreamTests {

	private RpcTomcat tomcat;

	@Override
	Endpoint serve(RpcServices services) {
		this.tomcat = RpcTomcat.start(this.rpc, services);
		return this.tomcat.endpoint();
	}

	@Override
	Transport connect() {
		return HttpClients.sockets(this.rpc,
				new HttpTransport.Settings("/rpc", false, this.rpc.limits().responseBytes()));
	}

	@Override
	void stopServing() {
		this.tomcat.close();
	}

	@Override
	boolean isFullDuplex() {
		return false;
	}

	@AfterEach
	void noConnectionIsLeftInUse() {
		assertThat(transport().connections().leased()).isZero();
	}

	@Test
	void aConnectionIsUsedAgainOnlyBehindAStreamThatWasReadToItsEnd() {
		assertThat(flows().words(3)).hasSize(3);
		assertThat(transport().connections().idle()).isEqualTo(1);
		assertThat(flows().hello("you")).isEqualTo("Hello you");
		assertThat(transport().connections().idle()).isEqualTo(1);
		flows().endless().close();
		assertThat(transport().connections().idle()).isZero();
	}

}
