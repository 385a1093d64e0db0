package io.github.rpcboot.call.protobuf;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.schema.ContractSchemas;

/**
 * The codec of the protobuf wire format (proto3): typed readers and writers of the
 * schema, made once per method. Unknown fields are skipped; a field of another kind than
 * the schema's is refused. Declared exceptions keep their form in JSON.
 *
 * @since 0.1.0
 */
public final class ProtobufCodec implements PayloadCodec {

	private final ContractSchemas schemas;

	private final PayloadCodec json;

	private final RpcLimits limits;

	private final MessageCodecs codecs;

	private final Map<MethodContract, MethodCodec> methods = new ConcurrentHashMap<>();

	ProtobufCodec(ContractSchemas schemas, PayloadCodec json, RpcLimits limits, MessageCodecs codecs) {
		this.schemas = schemas;
		this.json = json;
		this.limits = limits;
		this.codecs = codecs;
	}

	/**
	 * Makes a codec.
	 * @param schemas the schemas of the contracts
	 * @param json the codec of declared exceptions
	 * @param limits how large messages may be
	 * @return a codec
	 */
	public static ProtobufCodec using(ContractSchemas schemas, PayloadCodec json, RpcLimits limits) {
		return new ProtobufCodec(schemas, json, limits, new MessageCodecs(BeanAccess::of));
	}

	@Override
	public String name() {
		return "proto";
	}

	/**
	 * The readers and writers of a method; made on first use, so ask once at start-up.
	 * @param method the method
	 * @return its readers and writers
	 * @throws io.github.rpcboot.RpcConfigurationException if the method has no schema
	 */
	@Override
	public MethodCodec forMethod(MethodContract method) {
		MethodCodec codec = this.methods.get(method);
		if (codec == null) {
			codec = this.methods.computeIfAbsent(method, this::create);
		}
		return codec;
	}

	private MethodCodec create(MethodContract method) {
		MethodCodec fallback = this.json.forMethod(method);
		return (method.restMapping() != null) ? fallback
				: new ProtobufMethodCodec(this.schemas.of(method), this.codecs, fallback, this.limits);
	}

}
