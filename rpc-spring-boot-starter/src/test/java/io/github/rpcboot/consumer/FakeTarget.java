package io.github.rpcboot.consumer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointPicker;
import io.github.rpcboot.call.JsonCodec;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcHandler;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.contract.ContractParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * One application with one instance, whose answers a test decides.
 */
final class FakeTarget implements Transport, EndpointPicker {

	static final JsonMapper MAPPER = JsonCodec.strictMapper(List.of(), RpcLimits.DEFAULT);

	static final Endpoint INSTANCE = Endpoint.parse("http://orders:8080", "test");

	final List<RpcCall> sent = new ArrayList<>();

	final List<AttemptOutcome> finished = new ArrayList<>();

	final List<RpcInterceptor> interceptors = new ArrayList<>();

	private final PayloadCodec codec = JsonCodec.using(MAPPER, RpcLimits.DEFAULT);

	Duration timeout = Duration.ofSeconds(3);

	Supplier<Object> fallback;

	List<Endpoint> instances = List.of(INSTANCE);

	Function<RpcCall, RpcReply> answer = (call) -> json("{}");

	static RpcReply json(String text) {
		return RpcReply.success(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), false);
	}

	RemoteReferences references(String... propagated) {
		return new RemoteReferences(ContractParser.using(MAPPER), (value, contract) -> target(value),
				List.of(propagated));
	}

	private RemoteTarget target(String value) {
		RpcHandler attempt = RemoteTarget.attempt(value, () -> this.instances, this, this);
		return new RemoteTarget(value, RpcHandler.chain(this.interceptors, attempt),
				(method) -> new RemoteTarget.CallSettings(this.timeout, "rpc.consumer.timeout", 1, false,
						this.fallback),
				this.codec);
	}

	<T> T client(Class<T> contract) {
		return references().get(contract, "orders");
	}

	String body(int index) {
		return new String(this.sent.get(index).encoded(this.codec), StandardCharsets.UTF_8).replace('"', '\'');
	}

	@Override
	public RpcReply send(RpcCall call, Endpoint endpoint) {
		this.sent.add(call);
		return this.answer.apply(call);
	}

	@Override
	public PayloadCodec codec() {
		return this.codec;
	}

	@Override
	public Endpoint pick(List<Endpoint> endpoints, Collection<Endpoint> tried) {
		return endpoints.isEmpty() ? null : endpoints.get(0);
	}

	@Override
	public void finished(Endpoint endpoint, AttemptOutcome outcome) {
		this.finished.add(outcome);
	}

}
