package io.github.rpcboot.protocol;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.consumer.RemoteReferences;
import io.github.rpcboot.consumer.RemoteTarget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A provider and a consumer of {@link Flows} with one transport between them. Both count
 * the calls that are under way.
 */
abstract class StreamFixture {

	static final Duration LONG = Duration.ofSeconds(10);

	final TestRpc rpc = new TestRpc();

	final FlowsBean bean = new FlowsBean();

	/** Calls in flight, as a step of the provider's chain sees them. */
	final AtomicInteger handled = new AtomicInteger();

	/** Calls in flight, as a step of the consumer's chain sees them. */
	final AtomicInteger called = new AtomicInteger();

	private Transport transport;

	private Endpoint endpoint;

	abstract Endpoint serve(RpcServices services);

	abstract Transport connect();

	abstract void stopServing();

	@BeforeEach
	void start() {
		this.endpoint = serve(this.rpc.services(this.bean, Flows.class, (call, next) -> {
			this.handled.incrementAndGet();
			try {
				return next.handle(call);
			}
			finally {
				this.handled.decrementAndGet();
			}
		}));
		this.transport = connect();
	}

	@AfterEach
	void stop() {
		this.bean.release();
		this.transport.close();
		stopServing();
	}

	final Transport transport() {
		return this.transport;
	}

	final Flows flows() {
		return flows(LONG, LONG);
	}

	final Flows flows(Duration timeout, Duration idle, RpcInterceptor... users) {
		RpcHandler attempt = RemoteTarget.attempt("provider", () -> List.of(this.endpoint), TestRpc.onlyOne(),
				this.transport);
		RpcHandler counted = (call) -> {
			this.called.incrementAndGet();
			RpcReply reply = RpcHandler.chain(List.of(users), attempt).handle(call);
			return reply.whenEnded((end) -> this.called.decrementAndGet());
		};
		RemoteTarget target = new RemoteTarget("provider", counted,
				(method) -> new RemoteTarget.CallSettings(timeout, "the test", 1, false, null, idle),
				this.transport.codec());
		return new RemoteReferences(this.rpc.parser(), (value, type) -> target, List.of()).get(Flows.class, "provider");
	}

}
