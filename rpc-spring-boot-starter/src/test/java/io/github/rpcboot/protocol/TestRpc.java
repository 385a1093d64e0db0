package io.github.rpcboot.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointPicker;
import io.github.rpcboot.call.ErrorCodec;
import io.github.rpcboot.call.JsonCodec;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.call.protobuf.ProtobufCodec;
import io.github.rpcboot.consumer.RemoteReferences;
import io.github.rpcboot.consumer.RemoteTarget;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.contract.schema.ContractSchemas;
import io.github.rpcboot.provider.RemoteServices;
import tools.jackson.databind.json.JsonMapper;

/**
 * The house without its roof: what auto-configuration wires, for tests that need no
 * application context.
 */
public final class TestRpc {

	public static final RpcLimits LIMITS = new RpcLimits(64 * 1024, 64 * 1024, 100);

	private final RpcLimits limits;

	private final JsonMapper mapper;

	private final ContractParser parser;

	public TestRpc() {
		this(LIMITS);
	}

	public TestRpc(RpcLimits limits) {
		this.limits = limits;
		this.mapper = JsonCodec.strictMapper(List.of(), limits);
		this.parser = ContractParser.using(this.mapper);
	}

	public RpcLimits limits() {
		return this.limits;
	}

	public JsonCodec codec() {
		return JsonCodec.using(this.mapper, this.limits);
	}

	/**
	 * What the contracts of this house look like in protobuf.
	 */
	public ContractSchemas schemas() {
		return ContractSchemas.using(this.mapper);
	}

	public ProtobufCodec protobuf() {
		return ProtobufCodec.using(schemas(), codec(), this.limits);
	}

	public ErrorCodec errors() {
		return ErrorCodec.using(this.mapper);
	}

	public ContractParser parser() {
		return this.parser;
	}

	public ServiceContract contract(Class<?> type) {
		return this.parser.parse(type);
	}

	/**
	 * A provider with the steps of the chain that every provider has.
	 */
	public RemoteServices services(Object bean, Class<?> contract, RpcInterceptor... users) {
		List<RpcInterceptor> chain = new ArrayList<>();
		chain.add(RemoteServices.refuseUnknown());
		chain.add(RemoteServices.keepDeadline());
		chain.addAll(List.of(users));
		RemoteServices services = RemoteServices.create(chain, List.of(), null);
		services.register(contract(contract), "bean", bean.getClass(), () -> bean);
		return services;
	}

	/**
	 * A client of one instance.
	 */
	public <T> T client(Class<T> contract, Transport transport, Endpoint endpoint, Duration timeout,
			RpcInterceptor... users) {
		RpcHandler attempt = RemoteTarget.attempt("provider", () -> List.of(endpoint), new OnlyOne(), transport);
		RpcHandler chain = RpcHandler.chain(List.of(users), attempt);
		RemoteTarget target = new RemoteTarget("provider", chain,
				(method) -> new RemoteTarget.CallSettings(timeout, "the test"), transport.codec());
		return new RemoteReferences(this.parser, (value, type) -> target, List.of()).get(contract, "provider");
	}

	public static EndpointPicker onlyOne() {
		return new OnlyOne();
	}

	private static final class OnlyOne implements EndpointPicker {

		@Override
		public Endpoint pick(List<Endpoint> endpoints, Collection<Endpoint> tried) {
			return endpoints.get(0);
		}

		@Override
		public void finished(Endpoint endpoint, AttemptOutcome outcome) {
		}

	}

}
