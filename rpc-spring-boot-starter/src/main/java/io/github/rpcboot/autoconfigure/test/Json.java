package io.github.rpcboot.autoconfigure.test;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as it came: no digit of a number is lost, and where two values differ. */
final class Json {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private Json() {
	}

	static ObjectNode object() {
		return JsonNodeFactory.instance.objectNode();
	}

	/**
	 * Reads a value.
	 * @throws JacksonException if it is not JSON
	 */
	static JsonNode read(byte[] bytes) {
		return MAPPER.readTree(bytes);
	}

	static byte[] write(JsonNode value) {
		return MAPPER.writeValueAsBytes(value);
	}

	static String pretty(JsonNode value) {
		return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value).replace("\r\n", "\n") + "\n";
	}

	/**
	 * Where two values differ first.
	 * @param path where they stand, as a JSON pointer
	 * @return the place and both values, {@code null} if they are equal
	 */
	static @Nullable String difference(String path, JsonNode recorded, JsonNode asked) {
		if (recorded instanceof ObjectNode && asked instanceof ObjectNode) {
			return ofObjects(path, recorded, asked);
		}
		if (recorded instanceof ArrayNode && asked instanceof ArrayNode && recorded.size() == asked.size()) {
			for (int i = 0; i < recorded.size(); i++) {
				String found = difference(path + "/" + i, recorded.get(i), asked.get(i));
				if (found != null) {
					return found;
				}
			}
			return null;
		}
		boolean same = (recorded.isNumber() && asked.isNumber())
				? recorded.decimalValue().compareTo(asked.decimalValue()) == 0 : recorded.equals(asked);
		return same ? null : "at '" + (path.isEmpty() ? "/" : path) + "' recorded " + recorded + ", asked " + asked;
	}

	private static @Nullable String ofObjects(String path, JsonNode recorded, JsonNode asked) {
		for (String name : asked.propertyNames()) {
			if (!recorded.has(name)) {
				return "at '" + path + "/" + name + "' nothing is recorded, asked " + asked.get(name);
			}
		}
		for (String name : recorded.propertyNames()) {
			JsonNode other = asked.get(name);
			String found = (other == null)
					? "at '" + path + "/" + name + "' recorded " + recorded.get(name) + ", asked nothing"
					: difference(path + "/" + name, recorded.get(name), other);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

}
