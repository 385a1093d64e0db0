package io.github.rpcboot.call.protobuf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import io.github.rpcboot.call.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JSON that protobuf makes of the exported schema, against ours. Known differences:
 * <ul>
 * <li>Protobuf writes {@code int64} as a text; both read both.</li>
 * <li>Ours writes null, zero and empty members; protobuf leaves them out, or the optional
 * ones that are null. Both read both.</li>
 * <li>Fractions of seconds have 3, 6 or 9 digits in protobuf's times.</li>
 * <li>Ours reads an {@code OptionalLong} from a number only.</li>
 * <li>Sealed types name the subtype in a member of ours, and in the name of the
 * alternative in protobuf. Neither reads the other.</li>
 * <li>A {@code @JsonFormat} that changes the form of a date is kept as a text.</li>
 * </ul>
 */
class ProtobufJsonTests {

	private static final Set<String> SEALED = Set.of("drawing", "shape");

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final Protos protos = Protos.of(Rows.class);

	private static Set<String> methods() {
		Set<String> methods = new TreeSet<>(Rows.values().keySet());
		methods.removeAll(SEALED);
		return methods;
	}

	private DynamicMessage message(String method) throws IOException {
		return this.protos.parse(method, this.protos.encode(method, Rows.values().get(method)));
	}

	@ParameterizedTest
	@MethodSource("methods")
	void protobufsJsonIsOursApartFromTheKnownDifferences(String method) throws IOException {
		JsonNode theirs = MAPPER.readTree(JsonFormat.printer().print(message(method)));
		JsonNode ours = MAPPER.readTree(this.protos.json(method).encodeArguments(Rows.values().get(method)));

		assertThat(normal(theirs)).isNotEmpty().isEqualTo(normal(ours));
	}

	@ParameterizedTest
	@MethodSource("methods")
	void protobufReadsOurJson(String method) throws IOException {
		String json = new String(this.protos.json(method).encodeArguments(Rows.values().get(method)),
				StandardCharsets.UTF_8);
		DynamicMessage.Builder read = DynamicMessage.newBuilder(this.protos.request(method));

		JsonFormat.parser().merge(json, read);

		assertThat(read.build()).isEqualTo(message(method));
	}

	private static Set<String> methodsWithoutOptionalLong() {
		Set<String> methods = methods();
		methods.remove("optionals");
		return methods;
	}

	@ParameterizedTest
	@MethodSource("methodsWithoutOptionalLong")
	void weReadProtobufsJson(String method) throws IOException {
		byte[] json = JsonFormat.printer().print(message(method)).getBytes(StandardCharsets.UTF_8);

		Object[] read = this.protos.json(method)
			.decodeArguments(RequestBody.of(null, () -> new ByteArrayInputStream(json)));

		assertThat(this.protos.encode(method, read)).isEqualTo(this.protos.encode(method, Rows.values().get(method)));
	}

	@Test
	void sealedTypesDiffer() throws IOException {
		assertThat(JsonFormat.printer().omittingInsignificantWhitespace().print(message("shape")))
			.isEqualTo("{\"square\":{\"side\":3,\"label\":{\"sku_code\":\"A-1\",\"quantity\":3}}}");
		assertThat(this.protos.json("shape").encodeArguments(Rows.values().get("shape"))).asString()
			.isEqualTo("{\"kind\":\"square\",\"side\":3,\"label\":{\"sku_code\":\"A-1\",\"quantity\":3}}");
	}

	/** Every leaf as a text with its path; nothing where it is null, zero or empty. */
	private static Map<String, String> normal(JsonNode node) {
		Map<String, String> leaves = new TreeMap<>();
		collect("$", node, leaves);
		return leaves;
	}

	private static void collect(String path, JsonNode node, Map<String, String> leaves) {
		if (node instanceof ObjectNode object) {
			object.properties().forEach((member) -> collect(path + "." + member.getKey(), member.getValue(), leaves));
		}
		else if (node instanceof ArrayNode array) {
			for (int i = 0; i < array.size(); i++) {
				collect(path + "[" + i + "]", array.get(i), leaves);
			}
		}
		else if (!isNothing(node)) {
			leaves.put(path, node.isNumber() ? plain(node) : node.asString());
		}
	}

	private static String plain(JsonNode number) {
		return number.isIntegralNumber() ? number.asString() : String.valueOf(number.doubleValue());
	}

	private static boolean isNothing(JsonNode node) {
		return node.isNull() || (node.isNumber() && node.doubleValue() == 0)
				|| (node.isBoolean() && !node.booleanValue()) || node.asString().isEmpty()
				|| node.asString().equals("0");
	}

}
