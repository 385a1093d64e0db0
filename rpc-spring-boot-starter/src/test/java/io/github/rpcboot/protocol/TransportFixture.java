package io.github.rpcboot.protocol;

import java.time.Duration;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.Transport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A provider and a consumer with one transport between them.
 */
abstract class TransportFixture {

	static final Duration LONG = Duration.ofSeconds(10);

	final TestRpc rpc = new TestRpc();

	final ProbeBean bean = new ProbeBean();

	volatile RpcHeaders answered = RpcHeaders.empty();

	private volatile RpcHeaders toSend = RpcHeaders.empty();

	private volatile RpcHeaders toAnswer = RpcHeaders.empty();

	private Transport transport;

	private Endpoint endpoint;

	/**
	 * Starts the providing side.
	 */
	abstract Endpoint serve(RpcServices services);

	/**
	 * Makes the consuming side, after the providing one.
	 */
	abstract Transport connect();

	abstract void stopServing();

	@BeforeEach
	void start() {
		this.endpoint = serve(this.rpc.services(this.bean, Probe.class, this::onProvider));
		this.transport = connect();
	}

	@AfterEach
	void stop() {
		this.bean.release();
		this.transport.close();
		stopServing();
	}

	private RpcReply onProvider(RpcCall call, RpcHandler next) {
		RpcReply reply = next.handle(call);
		return this.toAnswer.isEmpty() ? reply : reply.withHeaders(this.toAnswer);
	}

	private RpcReply onConsumer(RpcCall call, RpcHandler next) {
		RpcCall[] sent = { call };
		this.toSend.forEach((name, value) -> sent[0] = sent[0].withHeader(name, value));
		RpcReply reply = next.handle(sent[0]);
		this.answered = reply.headers();
		return reply;
	}

	final void send(RpcHeaders headers) {
		this.toSend = headers;
	}

	final void answer(RpcHeaders headers) {
		this.toAnswer = headers;
	}

	final Probe probe() {
		return probe(LONG);
	}

	final Probe probe(Duration timeout) {
		return client(Probe.class, timeout);
	}

	final <T> T client(Class<T> contract, Duration timeout, RpcInterceptor... more) {
		RpcInterceptor own = this::onConsumer;
		RpcInterceptor[] all = new RpcInterceptor[more.length + 1];
		all[0] = own;
		System.arraycopy(more, 0, all, 1, more.length);
		return this.rpc.client(contract, this.transport, this.endpoint, timeout, all);
	}

	static RpcException failureOf(ThrowingCallable call) {
		RpcException failure = catchThrowableOfType(RpcException.class, call);
		if (failure == null) {
			throw new AssertionError("The call did not fail");
		}
		return failure;
	}

}
