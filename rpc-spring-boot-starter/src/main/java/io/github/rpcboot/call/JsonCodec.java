package io.github.rpcboot.call;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON codec: typed readers and writers of a strict mapper, made once per method.
 *
 * @since 0.1.0
 */
public final class JsonCodec implements PayloadCodec {

	private final JsonMapper mapper;

	private final RpcLimits limits;

	private final @Nullable GeneratedJson generated;

	private final Map<MethodContract, MethodCodec> methods = new ConcurrentHashMap<>();

	private JsonCodec(JsonMapper mapper, RpcLimits limits, @Nullable GeneratedJson generated) {
		this.mapper = mapper;
		this.limits = limits;
		this.generated = generated;
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
		return new JsonCodec(mapper, limits, null);
	}

	/**
	 * Adds the JSON of messages that protoc has generated.
	 * @param generated writes and reads them
	 * @return another codec, which has no contract with such messages refused
	 */
	public JsonCodec with(GeneratedJson generated) {
		return new JsonCodec(this.mapper, this.limits, generated);
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

	@Override
	public void prepare(MethodContract method) {
		forMethod(method);
		if (this.generated == null && method.restMapping() == null && method.hasGeneratedMessages()) {
			throw GeneratedMethodCodec.missing(method);
		}
	}

	private MethodCodec create(MethodContract method) {
		if (method.restMapping() != null) {
			return new NoMessages(method);
		}
		JsonMethodCodec plain = new JsonMethodCodec(method, this.mapper, this.limits);
		return method.hasGeneratedMessages()
				? new GeneratedMethodCodec(method, plain, this.generated, new JsonForm(this.mapper), this.limits)
				: plain;
	}

}
