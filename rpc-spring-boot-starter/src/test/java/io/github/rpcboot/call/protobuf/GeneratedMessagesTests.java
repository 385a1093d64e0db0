package io.github.rpcboot.call.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.google.protobuf.DescriptorProtos.FileOptions;
import com.google.protobuf.DescriptorProtos.UninterpretedOption;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.call.JsonCodec;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.contract.schema.ContractDescription;
import io.github.rpcboot.contract.schema.ContractSchemas;
import io.github.rpcboot.contract.schema.ServiceSchema;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Messages whose classes protoc has generated, as whole requests and responses. Those of
 * gRPC's health service are on every class path that has gRPC.
 */
class GeneratedMessagesTests {

	private static final HealthCheckRequest REQUEST = HealthCheckRequest.newBuilder().setService("shop").build();

	private static final HealthCheckResponse RESPONSE = HealthCheckResponse.newBuilder()
		.setStatus(ServingStatus.SERVING)
		.build();

	private final JsonMapper mapper = JsonCodec.strictMapper(List.of(), RpcLimits.DEFAULT);

	private final ContractSchemas schemas = ContractSchemas.using(this.mapper);

	private final RpcLimits limits = new RpcLimits(30, 30, 100);

	private final JsonCodec json = JsonCodec.using(this.mapper, this.limits).with(ProtobufJson.create());

	private final ProtobufCodec protobuf = ProtobufCodec.using(this.schemas, this.json, this.limits);

	private ServiceContract contract(Class<?> type) {
		return ContractParser.using(this.mapper).parse(type);
	}

	private MethodCodec codec(PayloadCodec codec, String method) {
		return codec.forMethod(contract(Checks.class).method(method));
	}

	@Test
	void inProtobufTheyAreWrittenAndReadAsTheyAre() {
		MethodCodec codec = codec(this.protobuf, "check");

		byte[] request = codec.encodeArguments(new Object[] { REQUEST });
		RpcReply reply = codec.encodeResult(RESPONSE);

		assertThat(request).isEqualTo(REQUEST.toByteArray());
		assertThat(codec.decodeArguments(this.protobuf.body(request))).containsExactly(REQUEST);
		assertThat(reply.body()).isEqualTo(RESPONSE.toByteArray());
		assertThat(codec.decodeResult(reply)).isEqualTo(RESPONSE);
		assertThat(codec.decodeResult(codec.encodeResult(null))).isNull();
	}

	@Test
	void inJsonTheyAreTheJsonOfProtobuf() {
		MethodCodec codec = codec(this.json, "check");

		byte[] request = codec.encodeArguments(new Object[] { REQUEST });
		RpcReply reply = codec.encodeResult(RESPONSE);

		assertThat(request).asString(StandardCharsets.UTF_8).isEqualTo("{\"service\":\"shop\"}");
		assertThat(reply.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"status\":\"SERVING\"}");
		assertThat(codec.decodeResult(reply)).isEqualTo(RESPONSE);
		assertThat(codec.decodeResult(codec.encodeResult(null))).isNull();
		assertThat(codec.decodeArguments(this.json.body("{\"service\":\"shop\",\"a\":1}".getBytes())))
			.containsExactly(REQUEST);
		assertThat(codec.decodeArguments(this.json.body(new byte[0])))
			.containsExactly(HealthCheckRequest.getDefaultInstance());
	}

	@Test
	void oneSideMayBeMissing() {
		for (PayloadCodec codec : List.of(this.json, this.protobuf)) {
			MethodCodec report = codec(codec, "report");
			byte[] bytes = report.encodeArguments(new Object[] { RESPONSE });
			assertThat(report.decodeArguments(codec.body(bytes))).containsExactly(RESPONSE);
			assertThat(report.decodeResult(report.encodeResult(null))).isNull();
			MethodCodec last = codec(codec, "last");
			assertThat(last.decodeArguments(codec.body(last.encodeArguments(new Object[0])))).isEmpty();
			assertThat(last.decodeResult(last.encodeResult(RESPONSE))).isEqualTo(RESPONSE);
		}
	}

	@Test
	void whatIsNoSuchMessageIsRefused() {
		assertThat(refusal(this.protobuf, Protos.bytes("0a05")))
			.isEqualTo("The request is not a well-formed protobuf message at '$'.");
		assertThat(refusal(this.protobuf, Protos.bytes("0c")))
			.isEqualTo("The request is not a well-formed protobuf message at '$'.");
		assertThat(refusal(this.json, "{\"service\":{}}".getBytes()))
			.isEqualTo("The request is not the JSON of its protobuf message at '$'.");
		assertThat(refusal(this.json, new byte[31])).isEqualTo("The request is larger than 30 bytes.");
		assertThat(refusal(this.protobuf, new byte[31])).isEqualTo("The request is larger than 30 bytes.");
		HealthCheckRequest large = HealthCheckRequest.newBuilder().setService("s".repeat(40)).build();
		for (PayloadCodec codec : List.of(this.json, this.protobuf)) {
			assertThat(catchThrowableOfType(RpcException.class,
					() -> codec(codec, "check").encodeArguments(new Object[] { large })))
				.hasMessage("The request is larger than 30 bytes.");
			assertThat(catchThrowableOfType(RpcException.class,
					() -> codec(codec, "check").encodeArguments(new Object[1])))
				.hasMessageStartingWith("The argument of Checks/check is null.");
		}
	}

	private String refusal(PayloadCodec codec, byte[] request) {
		return catchThrowableOfType(RpcException.class,
				() -> codec(codec, "check").decodeArguments(codec.body(request)))
			.getMessage();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					{} {}                         | The request goes on behind the end of the JSON object.
					{"service":"a"}]              | The request is not well-formed JSON, or names a member twice, at '$'.
					[]                            | The request is not a JSON object. Send '{...}' at '$'.
					"a"                           | The request is not a JSON object. Send '{...}' at '$'.
					{"service":"a","service":"b"} | The request is not well-formed JSON, or names a member twice, at '$.service'.
					{/* a */}                     | The request is not well-formed JSON, or names a member twice, at '$'.
					{service:"a"}                 | The request is not well-formed JSON, or names a member twice, at '$'.
					{'service':'a'}               | The request is not well-formed JSON, or names a member twice, at '$'.
					{"service":'a'}               | The request is not well-formed JSON, or names a member twice, at '$.service'.
					{"service":"a";}              | The request is not well-formed JSON, or names a member twice, at '$.service'.
					{"service":1.5                | The request is not well-formed JSON, or names a member twice, at '$.service'.
					{"other":NaN}                 | The request is not well-formed JSON, or names a member twice, at '$.other'.
					""")
	void theirJsonIsReadAsStrictlyAsThatOfJavaTypes(String json, String refusal) {
		assertThat(refusal(this.json, json.getBytes())).startsWith(refusal);
	}

	@Test
	void theirJsonIsNoDeeperAndHasNoMoreValuesThanMemoryTakes() {
		JsonCodec large = JsonCodec.using(this.mapper, RpcLimits.DEFAULT).with(ProtobufJson.create());

		assertThat(refusal(large, ("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}").getBytes()))
			.startsWith("The request is nested too deeply, or a name or number in it is too long, at '$.a[0]");
		assertThat(refusal(large, ("{\"a\":[0" + ",0".repeat(1_000_000) + "]}").getBytes()))
			.isEqualTo("The request has more than 250000 names and values. Send less at once, or protobuf instead of "
					+ "JSON.");
		assertThat(codec(large, "check")
			.decodeArguments(large.body(("{\"a\":[0" + ",0".repeat(200_000) + "]}").getBytes())))
			.containsExactly(HealthCheckRequest.getDefaultInstance());
	}

	@Test
	void messagesWithUnsignedNumbersAreKnownToBeSlowWithExponents() {
		ProtobufJson json = ProtobufJson.create();
		assertThat(json.isSlowWithExponents(UninterpretedOption.class)).isTrue();
		assertThat(json.isSlowWithExponents(FileOptions.class)).as("it has such options").isTrue();
		assertThat(json.isSlowWithExponents(HealthCheckRequest.class)).isFalse();
	}

	@Test
	void whoeverHasNoJsonOfProtobufIsToldWhatToAdd() {
		JsonCodec without = JsonCodec.using(this.mapper, this.limits);
		String missing = "The messages of Checks/check are generated by protoc, and nothing here knows their JSON. "
				+ "Add the dependency 'com.google.protobuf:protobuf-java-util'.";

		assertThat(catchThrowableOfType(RpcConfigurationException.class,
				() -> without.prepare(contract(Checks.class).method("check"))))
			.hasMessage(missing);
		assertThat(catchThrowableOfType(RpcException.class,
				() -> codec(without, "check").encodeArguments(new Object[] { REQUEST })))
			.hasMessage(missing);
		assertThat(refusal(without, "{}".getBytes())).isEqualTo(missing);
	}

	@Test
	void whoeverSendsProtobufNeedsNoJsonOfProtobuf() {
		ProtobufCodec alone = ProtobufCodec.using(this.schemas, JsonCodec.using(this.mapper, this.limits), this.limits);

		alone.prepare(contract(Checks.class).method("check"));

		assertThat(codec(alone, "check").encodeArguments(new Object[] { REQUEST })).isEqualTo(REQUEST.toByteArray());
		assertThat(codec(alone, "check").encodeException(new IllegalStateException())).isNull();
	}

	@Test
	void theSchemaImportsTheirFile() {
		ServiceSchema schema = this.schemas.of(contract(Checks.class));

		assertThat(schema.toProto()).contains("import \"" + HealthProto.getDescriptor().getName() + "\";",
				"rpc Check (.grpc.health.v1.HealthCheckRequest) returns (.grpc.health.v1.HealthCheckResponse);",
				"rpc Report (.grpc.health.v1.HealthCheckResponse) returns (ReportResponse);");
		FileDescriptor file = ProtobufSchemas.fileDescriptor(schema);
		assertThat(file.getDependencies()).containsExactly(HealthProto.getDescriptor());
		assertThat(file.findServiceByName("Checks").findMethodByName("Check").getInputType())
			.isEqualTo(HealthCheckRequest.getDescriptor());
	}

	@Test
	void aFileThatHasTheServiceTooIsPassedOnAndNothingIsDefinedTwice() {
		String text = this.schemas.of(contract(Health.class)).toProto();

		String file = HealthProto.getDescriptor().getName();
		assertThat(text).isEqualTo("""
				// Made of the Java interface %s.
				// Its service and messages are those of '%s': compile that file.
				syntax = "proto3";

				package grpc.health.v1;

				import public "%s";
				""".formatted(Health.class.getName(), file, file));
		assertThat(ContractDescription.of(Health.class).text()).isEqualTo(text);
	}

	@Test
	void aFileThatHasTheServiceTooIsTheContractsFile() {
		assertThat(ProtobufSchemas.fileDescriptor(this.schemas.of(contract(Health.class))))
			.isEqualTo(HealthProto.getDescriptor());
	}

	interface Checks {

		HealthCheckResponse check(HealthCheckRequest request);

		void report(HealthCheckResponse response);

		HealthCheckResponse last();

	}

	@RemoteContract("grpc.health.v1.Health")
	interface Health {

		HealthCheckResponse check(HealthCheckRequest request);

	}

}
