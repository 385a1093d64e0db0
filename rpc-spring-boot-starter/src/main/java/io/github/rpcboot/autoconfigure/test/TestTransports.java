package io.github.rpcboot.autoconfigure.test;

import java.util.List;
import java.util.Map;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.call.TransportFactory;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.protocol.inprocess.InProcessTransport;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Transports without a socket. They have a scheme of their own, so that settings of real
 * addresses, such as an SSL bundle, may stay in the configuration while it is tested.
 */
final class TestTransports implements TransportFactory {

	static final String FAKE = "rpctest://fake";

	static final String IN_PROCESS = "rpctest://in-process";

	private final Map<String, List<String>> fakes;

	private final Answers answers;

	private final ConfigurableListableBeanFactory beanFactory;

	TestTransports(Map<String, List<String>> fakes, Answers answers, ConfigurableListableBeanFactory beanFactory) {
		this.fakes = fakes;
		this.answers = answers;
		this.beanFactory = beanFactory;
	}

	@Override
	public String scheme() {
		return "rpctest";
	}

	@Override
	public Transport create(String application) {
		PayloadCodec codec = this.beanFactory.getBean(PayloadCodec.class);
		if (Answers.contains(this.answers.inProcess(), application)) {
			return new InProcess(InProcessTransport.to(this.beanFactory.getBean(RpcServices.class), codec));
		}
		List<String> names = this.fakes.entrySet()
			.stream()
			.filter((entry) -> Answers.canonical(entry.getKey()).equals(Answers.canonical(application)))
			.flatMap((entry) -> entry.getValue().stream())
			.toList();
		return FakeTransport.of(new Fakes(application, names, this.beanFactory), codec);
	}

	/** Says what a test can do about what has no message of ours. */
	private record InProcess(Transport transport) implements Transport {

		@Override
		public void prepare(MethodContract method) {
			if (method.restMapping() != null) {
				throw new RpcConfigurationException(
						method + " is mapped to HTTP by annotations, and no HTTP is spoken in process.",
						"Let the web server of the test answer (localServer, or RpcHarness.overHttp), or a fake"
								+ " (@RpcFake, RpcHarness.faking).");
			}
			this.transport.prepare(method);
		}

		@Override
		public RpcReply send(RpcCall call, Endpoint endpoint) {
			return this.transport.send(call, endpoint);
		}

		@Override
		public PayloadCodec codec() {
			return this.transport.codec();
		}

		@Override
		public void close() {
			this.transport.close();
		}

	}

}
