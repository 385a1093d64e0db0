package io.github.rpcboot.call;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Duplicates are found wherever Jackson's own detection finds them.
 */
class UniqueNamesTests {

	private final JsonMapper ours = mapper(new Utf8JsonFactory(JsonFactory.builder()));

	private final JsonMapper theirs = mapper(JsonFactory.builder().build());

	private static JsonMapper mapper(JsonFactory factory) {
		return JsonMapper.builder(factory)
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.build();
	}

	private static void read(JsonMapper mapper, String json) {
		try (JsonParser parser = mapper.createParser(json.getBytes(StandardCharsets.UTF_8))) {
			while (parser.nextToken() != null) {
				parser.currentName();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{'a':{'a':{'a':1}}}", "[{'a':1},{'a':2}]", "{'a':[{'b':1},{'b':1}],'b':1}",
			"{'x':{'a':1,'b':1},'y':{'a':1,'b':1},'a':1,'b':1}", "{'a':1,'A':2,'ä':3,'':4}" })
	void aNameMayComeAgainInAnotherObject(String json) {
		assertThatNoException().isThrownBy(() -> read(this.ours, json.replace('\'', '"')));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'a':1,'a':1}", "{'a':1,'\\u0061':1}", "{'':1,'':2}", "{'ä':1,'\\u00e4':2}",
			"{'a':{'b':[1,{'c':2}]},'d':3,'a':4}", "[1,[{'a':{'b':1,'b':2}}]]", "[{'a':1},{'b':1,'c':2,'b':3}]" })
	void aNameMayNotComeAgainInTheSameObject(String json) {
		assertThatExceptionOfType(StreamReadException.class).isThrownBy(() -> read(this.ours, json.replace('\'', '"')))
			.withMessageContaining("An object has a member twice.");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 8, 9, 15, 16, 17, 18, 33, 1000 })
	void nobodyHasSoManyMembersThatADuplicateIsMissed(int members) {
		List<String> names = IntStream.range(0, members).mapToObj((i) -> "\"name" + i + "\":" + i).toList();
		String all = String.join(",", names);
		assertThatNoException().isThrownBy(() -> read(this.ours, "[{" + all + "},{" + all + "}]"));
		for (String again : List.of(names.get(0), names.get(members / 2), names.get(members - 1))) {
			assertThatExceptionOfType(StreamReadException.class)
				.isThrownBy(() -> read(this.ours, "[{" + all + "},{" + all + "," + again + "}]"));
		}
	}

	@Test
	void whatJacksonRefusesIsRefusedAndNothingElse() {
		Random random = new Random(42);
		int refused = 0;
		for (int i = 0; i < 5000; i++) {
			String json = value(random, 0);
			boolean expected = isRefused(this.theirs, json);
			assertThat(isRefused(this.ours, json)).as(json).isEqualTo(expected);
			refused += expected ? 1 : 0;
		}
		assertThat(refused).isBetween(500, 4500);
	}

	@Test
	void objectsThatAreNearlyAlikeAreToldApart() {
		Random random = new Random(42);
		int refused = 0;
		for (int i = 0; i < 5000; i++) {
			String json = IntStream.range(0, 4).mapToObj((each) -> alike(random)).toList().toString();
			boolean expected = isRefused(this.theirs, json);
			assertThat(isRefused(this.ours, json)).as(json).isEqualTo(expected);
			refused += expected ? 1 : 0;
		}
		assertThat(refused).isBetween(500, 4500);
	}

	/** Mostly the same names in the same order, now and then another one. */
	private static String alike(Random random) {
		return IntStream.range(0, random.nextInt(20))
			.mapToObj((i) -> "\"name" + (char) ('a' + ((random.nextInt(40) == 0) ? random.nextInt(20) : i)) + "\":[{}]")
			.collect(Collectors.joining(",", "{", "}"));
	}

	private static String value(Random random, int depth) {
		int count = random.nextInt((depth == 0) ? 30 : 4);
		return switch (random.nextInt((depth < 4) ? 3 : 1)) {
			case 1 -> "[" + values(random, depth, count) + "]";
			case 2 -> IntStream.range(0, count)
				.mapToObj((i) -> "\"" + (char) ('a' + random.nextInt(26)) + random.nextInt(6) + "\":"
						+ value(random, depth + 1))
				.collect(Collectors.joining(",", "{", "}"));
			default -> String.valueOf(random.nextInt(1000));
		};
	}

	private static String values(Random random, int depth, int count) {
		return IntStream.range(0, count).mapToObj((i) -> value(random, depth + 1)).collect(Collectors.joining(","));
	}

	/**
	 * However it is read: token by token, as a tree, or into a record that knows few
	 * members.
	 */
	private static boolean isRefused(JsonMapper mapper, String json) {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		boolean tokens = fails(() -> read(mapper, json));
		assertThat(fails(() -> mapper.readTree(bytes))).as("tree: %s", json).isEqualTo(tokens);
		if (json.startsWith("{")) {
			assertThat(fails(() -> mapper.readValue(bytes, Few.class))).as("record: %s", json).isEqualTo(tokens);
		}
		return tokens;
	}

	private static boolean fails(Runnable reading) {
		try {
			reading.run();
			return false;
		}
		catch (JacksonException ex) {
			return true;
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE" })
	void anotherEncodingIsReadAsJacksonReadsIt(String encoding) {
		byte[] once = "{\"a\":1}".getBytes(Charset.forName(encoding));
		byte[] twice = "{\"a\":1,\"a\":1}".getBytes(Charset.forName(encoding));

		assertThat(this.ours.readTree(once)).isEqualTo(this.theirs.readTree(once));
		assertThatExceptionOfType(StreamReadException.class).isThrownBy(() -> this.ours.readTree(twice));
	}

	private record Few(Object a1, Object b2) {
	}

}
