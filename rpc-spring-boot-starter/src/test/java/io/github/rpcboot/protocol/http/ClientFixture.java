package io.github.rpcboot.protocol.http;

import java.time.Duration;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.protocol.HttpClients;
import io.github.rpcboot.protocol.Probe;
import io.github.rpcboot.protocol.TestRpc;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The consumer's side before a server of the test's own.
 */
abstract class ClientFixture {

	static final Duration LONG = Duration.ofSeconds(10);

	static final Duration SHORT = Duration.ofMillis(300);

	static final Duration LATEST = Duration.ofMillis(350);

	final TestRpc rpc = new TestRpc();

	Transport transport = transport();

	volatile RpcFailure failure;

	volatile RpcCall call;

	private ScriptedServer server;

	Transport transport() {
		return transport(false);
	}

	final Transport transport(boolean compress) {
		return transport(new HttpTransport.Settings("/rpc", compress, this.rpc.limits().responseBytes()));
	}

	Transport transport(HttpTransport.Settings settings) {
		return HttpClients.sockets(this.rpc, settings);
	}

	final Transport overApache(HttpTransport.Settings settings) {
		return HttpTransport.over(HttpClients.create(), this.rpc.codec(), this.rpc.errors(), settings);
	}

	@AfterEach
	void stop() {
		this.transport.close();
		if (this.server != null) {
			this.server.close();
		}
	}

	final ScriptedServer serve(ScriptedServer started) {
		this.server = started;
		return started;
	}

	final ScriptedServer server() {
		return this.server;
	}

	final Probe probe() {
		return probe(LONG);
	}

	final Probe probe(Duration timeout) {
		return probe(this.server.url(), timeout);
	}

	final Probe probe(String url, Duration timeout) {
		return this.rpc.client(Probe.class, this.transport, Endpoint.parse(url, "the test"), timeout, this::note);
	}

	private RpcReply note(RpcCall outgoing, RpcHandler next) {
		this.call = outgoing;
		RpcReply reply = next.handle(outgoing);
		this.failure = reply.failure();
		return reply;
	}

	static Deadline deadline(Duration timeout) {
		return Deadline.after(timeout, "the test");
	}

	static RpcException failureOf(ThrowingCallable action) {
		RpcException failure = catchThrowableOfType(RpcException.class, action);
		if (failure == null) {
			throw new AssertionError("The call did not fail");
		}
		return failure;
	}

}
