package io.github.rpcboot.call;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.ServiceContract;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Writes and reads the messages of a contract. JSON is written with single quotes.
 */
final class Messages {

	private final ServiceContract contract;

	private final PayloadCodec codec;

	private Messages(Class<?> contract, JsonMapper mapper, RpcLimits limits) {
		this.contract = ContractParser.using(mapper).parse(contract);
		this.codec = JsonCodec.using(mapper, limits);
	}

	static Messages of(Class<?> contract) {
		return of(contract, RpcLimits.DEFAULT);
	}

	static Messages of(Class<?> contract, RpcLimits limits) {
		return new Messages(contract, StrictJson.mapper(List.of(), limits), limits);
	}

	static Messages of(Class<?> contract, Consumer<JsonMapper.Builder> customizer) {
		return new Messages(contract, StrictJson.mapper(List.of(customizer), RpcLimits.DEFAULT), RpcLimits.DEFAULT);
	}

	static String json(String text) {
		return text.replace('\'', '"');
	}

	static byte[] bytes(String text) {
		return json(text).getBytes(StandardCharsets.UTF_8);
	}

	static String text(byte[] json) {
		return new String(json, StandardCharsets.UTF_8).replace('"', '\'');
	}

	MethodContract method(String name) {
		MethodContract method = this.contract.method(name);
		assertThat(method).as(name).isNotNull();
		return method;
	}

	MethodCodec codec(String method) {
		return this.codec.forMethod(method(method));
	}

	String request(String method, Object... arguments) {
		return text(codec(method).encodeArguments(arguments));
	}

	Object[] arguments(String method, byte[] json) {
		return codec(method).decodeArguments(this.codec.body(json));
	}

	Object[] arguments(String method, String json) {
		return arguments(method, bytes(json));
	}

	Object argument(String method, String json) {
		return arguments(method, json)[0];
	}

	String response(String method, Object result) {
		return text(codec(method).encodeResult(result).body());
	}

	Object result(String method, String json) {
		return codec(method).decodeResult(RpcReply.success(bytes(json), false));
	}

	RpcException refusal(String method, byte[] json) {
		RpcException refusal = catchThrowableOfType(RpcException.class, () -> arguments(method, json));
		assertThat(refusal).as("the refusal of a message").isNotNull();
		return refusal;
	}

	RpcException refusal(String method, String json) {
		return refusal(method, bytes(json));
	}

	/**
	 * Checks the whole text, so that neither a value nor a class name can hide in it.
	 */
	void refused(String method, String json, String path) {
		assertThat(refusal(method, json).getMessage()).as(json)
			.isEqualTo("The request has a wrong value at '" + path + "'.");
	}

}
