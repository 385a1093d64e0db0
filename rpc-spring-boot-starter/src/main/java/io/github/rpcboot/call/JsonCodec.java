package io.github.rpcboot.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.rpcboot.contract.MethodContract;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON codec: typed readers and writers of a strict mapper, made once per method.
 *
 * @since 0.1.0
 * @see StrictJson
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
	 * Makes a codec.
	 * @param mapper a mapper of {@link StrictJson}
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
			codec = this.methods.computeIfAbsent(method, (key) -> new JsonMethodCodec(key, this.mapper, this.limits));
		}
		return codec;
	}

}
