package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an IDE shows of our keys. The annotation processor writes it while Maven compiles.
 */
class ConfigurationMetadataTests {

	@Test
	void everyKeyHasADescription() throws IOException {
		Map<String, String> described = new LinkedHashMap<>();
		ourKeys().forEach((name, key) -> described.put(name, key.path("description").asString("")));
		for (String key : keys("rpc", RpcProperties.class)) {
			assertThat(described).containsKey(key);
			assertThat(described.get(key)).as("the description of " + key).isNotBlank();
		}
	}

	@Test
	void noKeyIsDescribedThatIsNotThere() throws IOException {
		assertThat(ourKeys().keySet()).containsExactlyInAnyOrderElementsOf(keys("rpc", RpcProperties.class));
	}

	@Test
	void defaultsAreShown() throws IOException {
		Map<String, JsonNode> keys = ourKeys();
		assertThat(keys.get("rpc.consumer.timeout").path("defaultValue").asString()).isEqualTo("3s");
		assertThat(keys.get("rpc.provider.timeout").path("defaultValue").asString()).isEqualTo("30s");
		assertThat(keys.get("rpc.provider.base-path").path("defaultValue").asString()).isEqualTo("/rpc");
		assertThat(keys.get("rpc.max-message-size").path("defaultValue").asString()).isEqualTo("4MB");
	}

	/** Maps end a key: what stands below has names of the user's. */
	private static List<String> keys(String prefix, Class<?> type) {
		List<String> keys = new ArrayList<>();
		for (RecordComponent component : type.getRecordComponents()) {
			String key = prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
			if (component.getType().isRecord()) {
				keys.addAll(keys(key, component.getType()));
			}
			else {
				keys.add(key);
			}
		}
		return keys;
	}

	private static Map<String, JsonNode> ourKeys() throws IOException {
		Map<String, JsonNode> keys = new LinkedHashMap<>();
		String path = "META-INF/spring-configuration-metadata.json";
		for (URL url : Collections.list(RpcProperties.class.getClassLoader().getResources(path))) {
			try (InputStream in = url.openStream()) {
				for (JsonNode key : JsonMapper.shared().readTree(in).path("properties")) {
					if (key.path("name").asString().startsWith("rpc.")) {
						keys.put(key.path("name").asString(), key);
					}
				}
			}
		}
		return keys;
	}

}
