package io.github.rpcboot.protocol.http;

import java.time.Duration;

import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.protocol.Probe;
import io.github.rpcboot.protocol.ProbeBean;
import io.github.rpcboot.protocol.RpcTomcat;
import io.github.rpcboot.protocol.TestRpc;
import org.junit.jupiter.api.AfterEach;

/**
 * The servlet in a Tomcat, and a client that sends bytes.
 */
abstract class ServerFixture {

	static final String JSON = RawClient.JSON;

	final TestRpc rpc = new TestRpc();

	final ProbeBean bean = new ProbeBean();

	volatile RpcHeaders toAnswer = RpcHeaders.empty();

	private final RpcTomcat tomcat = RpcTomcat.start(this.rpc, this.rpc.services(this.bean, Probe.class,
			(call, next) -> this.toAnswer.isEmpty() ? next.handle(call) : next.handle(call).withHeaders(this.toAnswer)),
			Duration.ofSeconds(5));

	final RawClient client = new RawClient(this.tomcat.port());

	@AfterEach
	void stop() {
		this.bean.release();
		this.tomcat.close();
	}

	final RawClient.Response echo(String headers) {
		return this.client.post("/rpc/Probe/echo", JSON + headers, "{\"text\":\"x\"}");
	}

	static String error(String code, String message) {
		return "{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}";
	}

}
