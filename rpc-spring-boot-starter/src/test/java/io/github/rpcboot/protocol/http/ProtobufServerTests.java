package io.github.rpcboot.protocol.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteMethod;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.protobuf.ProtobufSchemas;
import io.github.rpcboot.protocol.Flows;
import io.github.rpcboot.protocol.FlowsBean;
import io.github.rpcboot.protocol.Probe;
import io.github.rpcboot.protocol.ProbeBean;
import io.github.rpcboot.protocol.RpcTomcat;
import io.github.rpcboot.protocol.TestRpc;
import io.github.rpcboot.provider.RemoteServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connect's unary calls and streams in protobuf, as bytes: against the messages that the
 * protobuf library makes of the exported schema.
 */
class ProtobufServerTests {

	private static final String PROTO = "Content-Type: application/proto\r\n";

	private static final String ENVELOPES = "Content-Type: application/connect+proto\r\n";

	private static final TestRpc RPC = new TestRpc();

	private static final FlowsBean FLOWS = new FlowsBean();

	private static final ServiceDescriptor SCHEMA = ProtobufSchemas
		.fileDescriptor(RPC.schemas().of(RPC.contract(Probe.class)))
		.getServices()
		.get(0);

	private static RpcTomcat tomcat;

	private static RawClient client;

	@BeforeAll
	static void start() {
		RemoteServices services = RPC.services(new ProbeBean(), Probe.class);
		services.register(RPC.contract(Flows.class), "flows", FlowsBean.class, () -> FLOWS);
		services.register(RPC.contract(Trees.class), "trees", Trees.class, () -> new Trees() {

			@Override
			public String plain(String text) {
				return text;
			}

			@Override
			public JsonNode tree(JsonNode tree) {
				return tree;
			}

		});
		tomcat = RpcTomcat.start(RPC, services, Duration.ofSeconds(5), List.of(RPC.codec(), RPC.protobuf()));
		client = new RawClient(tomcat.port());
	}

	@AfterAll
	static void stop() {
		FLOWS.release();
		tomcat.close();
	}

	private static DynamicMessage request(String method, Object... values) {
		return message(SCHEMA.findMethodByName(method).getInputType(), values);
	}

	private static DynamicMessage response(String method, Object... values) {
		return message(SCHEMA.findMethodByName(method).getOutputType(), values);
	}

	private static DynamicMessage message(Descriptor type, Object... values) {
		DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
		for (int i = 0; i < values.length; i++) {
			message.setField(type.getFields().get(i), values[i]);
		}
		return message.build();
	}

	private static RawClient.Response post(String path, byte[] body) {
		return client.post("/rpc/" + path, PROTO, body);
	}

	private static byte[] gzip(byte[] bytes) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(bytes);
		}
		return out.toByteArray();
	}

	@Test
	void theAnswerToAMessageOfTheSchemaIsAMessageOfTheSchema() {
		RawClient.Response response = post("Probe/echo", request("Echo", "ü €").toByteArray());
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.all("Content-Type")).containsExactly("application/proto");
		assertThat(response.body()).isEqualTo(response("Echo", "ü €").toByteArray());
		assertThat(response.header("Content-Length")).isEqualTo(Integer.toString(response.body().length));
	}

	@Test
	void anObjectIsTheMessageBothWays() {
		DynamicMessage item = request("Item", "chair", 3);
		assertThat(post("Probe/item", item.toByteArray()).body()).isEqualTo(item.toByteArray());
	}

	@Test
	void anAsynchronousMethodAnswersInTheSameFormat() {
		RawClient.Response response = post("Probe/later", request("Later", "x").toByteArray());
		assertThat(response.header("Content-Type")).isEqualTo("application/proto");
		assertThat(response.body()).isEqualTo(response("Later", "x").toByteArray());
	}

	@Test
	void nothingIsTheEmptyMessageAndANullObjectSaysThatItIsOne() {
		RawClient.Response nothing = post("Probe/nothing", new byte[0]);
		assertThat(nothing.status()).isEqualTo(200);
		assertThat(nothing.header("Content-Type")).isEqualTo("application/proto");
		assertThat(nothing.body()).isEmpty();
		assertThat(nothing.header("Rpc-Null")).isNull();
		RawClient.Response none = post("Probe/nullItem", new byte[0]);
		assertThat(none.body()).isEmpty();
		assertThat(none.header("Rpc-Null")).isEqualTo("1");
		assertThat(post("Probe/nullText", new byte[0]).body()).isEmpty();
	}

	@Test
	void errorsAndDeclaredExceptionsAreJson() {
		RawClient.Response failed = post("Probe/fail",
				request("Fail",
						SCHEMA.findMethodByName("Fail")
							.getInputType()
							.getFields()
							.get(0)
							.getEnumType()
							.findValueByName(RpcStatus.NOT_FOUND.name()),
						"gone")
					.toByteArray());
		assertThat(failed.status()).isEqualTo(404);
		assertThat(failed.header("Content-Type")).isEqualTo("application/json");
		assertThat(failed.text()).isEqualTo(ServerFixture.error("not_found", "gone"));
		RawClient.Response declared = post("Probe/reserve", request("Reserve", "tea", 7).toByteArray());
		assertThat(declared.status()).isEqualTo(400);
		assertThat(declared.header("Content-Type")).isEqualTo("application/json");
		assertThat(declared.text()).contains("\"name\":\"OutOfStock\"", "\"sku\":\"tea\"", "\"missing\":7");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "ff|The request is not a well-formed protobuf message at '$'.",
					"0a|The request is not a well-formed protobuf message at '$.text'.",
					"0a ff ff ff ff 07|The request is not a well-formed protobuf message at '$.text'.",
					"0a 02 c3 28|The request is not a well-formed protobuf message at '$.text'.",
					"08 01|The request has a wrong value at '$.text'." })
	void hostileBytesAreRefusedWithThePathAndNothingElse(String hex, String message) {
		RawClient.Response response = post("Probe/echo", HexFormat.of().parseHex(hex.replace(" ", "")));
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.text()).isEqualTo(ServerFixture.error("invalid_argument", message));
	}

	@Test
	void aMessageBeyondTheLimitIsRefusedBothWays() throws IOException {
		byte[] large = request("Echo", "x".repeat(RPC.limits().requestBytes())).toByteArray();
		String message = "The request is larger than " + RPC.limits().requestBytes() + " bytes.";
		RawClient.Response response = post("Probe/echo", large);
		assertThat(response.status()).isEqualTo(429);
		assertThat(response.text()).isEqualTo(ServerFixture.error("resource_exhausted", message));
		RawClient.Response zipped = client.post("/rpc/Probe/echo", PROTO + "Content-Encoding: gzip\r\n", gzip(large));
		assertThat(zipped.status()).isEqualTo(429);
		assertThat(zipped.text()).isEqualTo(ServerFixture.error("resource_exhausted", message));
		RawClient.Response answer = post("Probe/text", request("Text", RPC.limits().responseBytes()).toByteArray());
		assertThat(answer.status()).isEqualTo(429);
	}

	@Test
	void messagesAreCompressedForWhoAsks() throws IOException {
		RawClient.Response response = client.post("/rpc/Probe/text",
				PROTO + "Content-Encoding: gzip\r\nAccept-Encoding: gzip\r\n",
				gzip(request("Text", 5000).toByteArray()));
		assertThat(response.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
			.isEqualTo(response("Text", "x".repeat(5000)).toByteArray());
	}

	@ParameterizedTest
	@ValueSource(strings = { "Application/Proto", "application/proto " })
	void theTypeIsReadAsHttpReadsTypes(String type) {
		assertThat(client.post("/rpc/Probe/nothing", "Content-Type: " + type + "\r\n", "").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/proto; charset=utf-8", "application/protobuf", "application/grpc+proto",
			"application/connect+proto", "application/cbor", "application/PROTO2" })
	void aFormatThatIsNotServedIsStatus415AndTheAnswerTellsWhichAre(String type) {
		RawClient.Response response = client.post("/rpc/Probe/echo", "Content-Type: " + type + "\r\n", "");
		assertThat(response.status()).isEqualTo(415);
		assertThat(response.header("Accept-Post")).isEqualTo("application/json, application/proto");
		assertThat(response.text()).isEqualTo(ServerFixture.error("invalid_argument",
				"The request must have the header 'content-type: application/json', in UTF-8,"
						+ " or 'application/proto'."));
	}

	@Test
	void aMethodWithoutAnImageIsServedInJsonOnlyAndTheOthersOfItsContractInBoth() {
		RawClient.Response response = post("Trees/tree", new byte[0]);
		assertThat(response.status()).isEqualTo(415);
		assertThat(response.header("Accept-Post")).isEqualTo("application/json");
		assertThat(response.text()).isEqualTo(ServerFixture.error("invalid_argument",
				"Trees/tree has no form in 'application/proto'. Send the header 'content-type: application/json'."));
		assertThat(client.post("/rpc/Trees/tree", RawClient.JSON, "{\"tree\":1}").text()).isEqualTo("{\"result\":1}");
		assertThat(post("Trees/plain", new byte[0]).status()).isEqualTo(200);
	}

	@Test
	void aMethodThatDoesNotExistIsUnimplementedInEveryFormat() {
		assertThat(post("Probe/none", new byte[0]).status()).isEqualTo(501);
		assertThat(post("None/none", new byte[0]).status()).isEqualTo(501);
	}

	@Test
	void aMethodWithoutSideEffectsIsCalledWithGet() {
		String message = Base64.getUrlEncoder().withoutPadding().encodeToString(request("Echo", "ü?>").toByteArray());
		RawClient.Response response = client
			.get("/rpc/Probe/echo?connect=v1&encoding=proto&base64=1&message=" + message, "");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.header("Content-Type")).isEqualTo("application/proto");
		assertThat(response.body()).isEqualTo(response("Echo", "ü?>").toByteArray());
		assertThat(client.get("/rpc/Probe/echo?encoding=proto&message=", "").body()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"Probe/echo?encoding=proto&message=%0A%01x|The query parameter 'base64' must be 1 for a message that is"
					+ " not JSON.",
			"Probe/echo?encoding=proto&base64=1&message=***|The query parameter 'message' is not URL-safe base64.",
			"Probe/echo?encoding=cbor&message=|The query parameter 'encoding' must be json or proto.",
			"Probe/echo?encoding=json%20or%20proto&message=|The query parameter 'encoding' must be json or proto.",
			"Probe/echo?message=|The query parameter 'encoding' must be json or proto.",
			"Trees/tree?encoding=proto&message=|The query parameter 'encoding' must be json." })
	void aWrongQueryIsRefusedWithItsReason(String query, String message) {
		RawClient.Response response = client.get("/rpc/" + query, "");
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.text()).isEqualTo(ServerFixture.error("invalid_argument", message));
	}

	@Test
	void theMessagesOfAStreamAreInTheFormatOfItsRequestAndItsEndIsJson() {
		byte[] request = Envelopes.wrap(0, new byte[] { 8, 2 });
		RawClient.Response response = client.post("/rpc/Flows/words", ENVELOPES + "Connection: close\r\n", request);
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.header("Content-Type")).isEqualTo("application/connect+proto");
		assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("\n\6word 0", "\n\6word 1",
				"\2\0\0\0\2{}");
	}

	@Test
	void aStreamOfRequestsIsReadInItsFormat() {
		byte[] body = new byte[14];
		Envelopes.put(body, 0, 0, new byte[] { 8, 40 });
		Envelopes.put(body, 7, 0, new byte[] { 8, 2 });
		RawClient.Response response = client.post("/rpc/Flows/sum", ENVELOPES, body);
		assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("\0\0\0\0\2\b*");
	}

	@Test
	void whoReadsAStreamAsTextSendsText() {
		RawClient.Response response = client.post("/rpc/Flows/words", PROTO + "Accept: text/event-stream\r\n",
				new byte[0]);
		assertThat(response.status()).isEqualTo(415);
		assertThat(response.header("Accept-Post")).isEqualTo("application/json");
		RawClient.Response plain = post("Flows/words", new byte[0]);
		assertThat(plain.status()).isEqualTo(415);
		assertThat(plain.header("Accept-Post"))
			.isEqualTo("application/connect+json, application/connect+proto, application/json");
	}

	interface Trees {

		String plain(String text);

		@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
		JsonNode tree(JsonNode tree);

	}

}
