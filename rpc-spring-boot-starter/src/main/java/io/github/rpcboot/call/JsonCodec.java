package io.github.rpcboot.call;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.github.rpcboot.contract.MethodContract;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON codec: typed readers and writers of a strict mapper, made once per method.
 *
 * @since 0.1.0
 */
public final class JsonCodec implements PayloadCodec {

	private final JsonMapper mapper;

	private final RpcLimits limits;

	private final Map<MethodContract, MethodCodec> methods = new ConcurrentHashMap<>();

	private JsonCodec(JsonMapper mapper, RpcLimits limits) {
		this.mapper = mapper;
		this.limits = limits;
	}

	/**
	 * Makes the private JSON mapper of RPC contracts: the application's modules and
	 * customizers, with strictness and limits laid on top.
	 * @param customizers the application's customizers, in order
	 * @param limits how deep messages may be
	 * @return a strict mapper
	 */
	public static JsonMapper strictMapper(List<? extends Consumer<JsonMapper.Builder>> customizers, RpcLimits limits) {
		return StrictJson.mapper(customizers, limits);
	}

	/**
	 * Makes a codec.
	 * @param mapper a {@link #strictMapper}
	 * @param limits how large messages may be
	 * @return a codec
	 */
	public static JsonCodec using(JsonMapper mapper, RpcLimits limits) {
		return new JsonCodec(mapper, limits);
	}

	@Override
	public String name() {
		return "json";
	}

	@Override
	public MethodCodec forMethod(MethodContract method) {
		MethodCodec codec = this.methods.get(method);
		if (codec == null) {
			codec = this.methods.computeIfAbsent(method, this::create);
		}
		return codec;
	}

	private MethodCodec create(MethodContract method) {
		return (method.restMapping() != null) ? new NoMessages(method)
				: new JsonMethodCodec(method, this.mapper, this.limits);
	}

}
