package io.github.rpcboot.call.protobuf;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.call.JsonCodec;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.contract.schema.ContractSchemas;
import io.github.rpcboot.contract.schema.MessageType;
import io.github.rpcboot.contract.schema.MessageType.Creator;
import io.github.rpcboot.contract.schema.ServiceSchema;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Writes and reads the messages of a contract, with our codec and with the protobuf
 * library's own messages of the exported schema.
 */
final class Protos {

	private final ServiceContract contract;

	private final ServiceSchema schema;

	private final FileDescriptor file;

	private final ProtobufCodec codec;

	private final JsonCodec json;

	private Protos(Class<?> type, JsonMapper mapper, RpcLimits limits) {
		this(type, mapper, limits, BeanAccess::of);
	}

	private Protos(Class<?> type, JsonMapper mapper, RpcLimits limits,
			BiFunction<MessageType, Creator, BeanAccess> accesses) {
		this.contract = ContractParser.using(mapper).parse(type);
		ContractSchemas schemas = ContractSchemas.using(mapper);
		this.schema = schemas.of(this.contract);
		this.file = ProtobufSchemas.fileDescriptor(this.schema);
		this.json = JsonCodec.using(mapper, limits);
		this.codec = new ProtobufCodec(schemas, this.json, limits, new MessageCodecs(accesses));
	}

	static Protos of(Class<?> contract) {
		return of(contract, RpcLimits.DEFAULT);
	}

	static Protos of(Class<?> contract, RpcLimits limits) {
		return new Protos(contract, JsonCodec.strictMapper(List.of(), limits), limits);
	}

	static Protos of(Class<?> contract, Consumer<JsonMapper.Builder> customizer) {
		return new Protos(contract, JsonCodec.strictMapper(List.of(customizer), RpcLimits.DEFAULT), RpcLimits.DEFAULT);
	}

	static Protos of(Class<?> contract, BiFunction<MessageType, Creator, BeanAccess> accesses) {
		return new Protos(contract, JsonCodec.strictMapper(List.of(), RpcLimits.DEFAULT), RpcLimits.DEFAULT, accesses);
	}

	static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex.replace(" ", ""));
	}

	static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes);
	}

	MethodContract method(String name) {
		return Objects.requireNonNull(this.contract.method(name), name);
	}

	MethodCodec codec(String method) {
		return this.codec.forMethod(method(method));
	}

	MethodCodec json(String method) {
		return this.json.forMethod(method(method));
	}

	ServiceSchema schema() {
		return this.schema;
	}

	Descriptor request(String method) {
		return this.file.getServices().get(0).findMethodByName(capitalised(method)).getInputType();
	}

	Descriptor response(String method) {
		return this.file.getServices().get(0).findMethodByName(capitalised(method)).getOutputType();
	}

	private static String capitalised(String name) {
		return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
	}

	byte[] encode(String method, Object... arguments) {
		return codec(method).encodeArguments(arguments);
	}

	Object[] decode(String method, byte[] bytes) {
		return codec(method).decodeArguments(this.codec.body(bytes));
	}

	Object argument(String method, String hex) {
		return decode(method, bytes(hex))[0];
	}

	Object result(String method, byte[] bytes) {
		return codec(method).decodeResult(RpcReply.success(bytes, false));
	}

	DynamicMessage parse(String method, byte[] bytes) throws InvalidProtocolBufferException {
		return DynamicMessage.parseFrom(request(method), bytes);
	}

	RpcException refusal(String method, byte[] bytes) {
		RpcException refusal = catchThrowableOfType(RpcException.class, () -> decode(method, bytes));
		assertThat(refusal).as("the refusal of " + hex(bytes)).isNotNull();
		return refusal;
	}

	String refusal(String method, String hex) {
		RpcException refusal = refusal(method, bytes(hex));
		assertThat(refusal.status().code()).isEqualTo("invalid_argument");
		return refusal.getMessage();
	}

}
