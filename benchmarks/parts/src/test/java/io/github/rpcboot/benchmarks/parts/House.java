package io.github.rpcboot.benchmarks.parts;

import java.util.List;

import io.github.rpcboot.benchmarks.speed.Shop;
import io.github.rpcboot.call.JsonCodec;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.call.protobuf.ProtobufCodec;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.contract.schema.ContractSchemas;
import tools.jackson.databind.json.JsonMapper;

/** The contract of the benchmark and its codec, made as the starter makes them. */
final class House {

	private static final int LIMIT = 4 * 1024 * 1024;

	private static final RpcLimits LIMITS = new RpcLimits(LIMIT, LIMIT, 100);

	private final ServiceContract contract;

	private final JsonCodec codec;

	private final ProtobufCodec protobuf;

	House() {
		JsonMapper mapper = JsonCodec.strictMapper(List.of(), LIMITS);
		this.contract = ContractParser.using(mapper).parse(Shop.class);
		this.codec = JsonCodec.using(mapper, LIMITS);
		this.protobuf = ProtobufCodec.using(ContractSchemas.using(mapper), this.codec, LIMITS);
	}

	ServiceContract contract() {
		return this.contract;
	}

	JsonCodec codec() {
		return this.codec;
	}

	MethodContract method(String name) {
		return this.contract.methods().stream().filter((method) -> method.name().equals(name)).findAny().orElseThrow();
	}

	PayloadCodec.MethodCodec codec(String name) {
		return this.codec.forMethod(method(name));
	}

	PayloadCodec.MethodCodec protobuf(String name) {
		return this.protobuf.forMethod(method(name));
	}

}
