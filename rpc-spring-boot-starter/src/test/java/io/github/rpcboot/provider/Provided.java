package io.github.rpcboot.provider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.call.Cancellation;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.FailureMapper;
import io.github.rpcboot.call.JsonCodec;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcHeaders;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.call.RpcPeer;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.MethodContract;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The services of a test, and calls to them.
 */
final class Provided {

	static final JsonMapper MAPPER = JsonCodec.strictMapper(List.of(), RpcLimits.DEFAULT);

	static final ContractParser PARSER = ContractParser.using(MAPPER);

	static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	private final PayloadCodec codec = JsonCodec.using(MAPPER, RpcLimits.DEFAULT);

	final List<RpcInterceptor> interceptors = new ArrayList<>(
			List.of(RemoteServices.refuseUnknown(), RemoteServices.keepDeadline()));

	final List<FailureMapper> mappers = new ArrayList<>();

	ArgumentValidator validator;

	final ShopBean shop = new ShopBean();

	final Cancellation cancellation = new Cancellation();

	long now;

	private RemoteServices services;

	RemoteServices services() {
		if (this.services == null) {
			this.services = RemoteServices.create(this.interceptors, this.mappers, this.validator);
			this.services.register(PARSER.parse(Shop.class), "shop", ShopBean.class, () -> this.shop);
		}
		return this.services;
	}

	RpcCall call(String service, String method, String json) {
		return call(services().find(service, method), json);
	}

	RpcCall call(MethodContract contract, String json) {
		RpcHeaders headers = RpcHeaders.empty().with("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
		return RpcCall.incoming(contract, this.codec.body(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)),
				headers, Deadline.after(Duration.ofSeconds(3), "caller", () -> this.now), new RpcPeer("10.0.0.1", null),
				this.cancellation);
	}

	RpcReply handle(String method, String json) {
		return services().handle(call("Shop", method, json));
	}

	String answer(String method, String json) {
		return text(handle(method, json));
	}

	static String text(RpcReply reply) {
		assertThat(reply.failure()).isNull();
		return new String(reply.body(), StandardCharsets.UTF_8).replace('"', '\'');
	}

	RpcFailure failure(String method, String json) {
		RpcFailure failure = handle(method, json).failure();
		assertThat(failure).as("the failure of " + method).isNotNull();
		return failure;
	}

}
