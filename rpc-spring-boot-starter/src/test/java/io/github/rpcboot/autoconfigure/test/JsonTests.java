package io.github.rpcboot.autoconfigure.test;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When two JSON values are equal, and where they differ.
 */
class JsonTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = { "{'a':1,'b':[2]} | {'b':[2],'a':1}", "1.50 | 1.5",
			"1e2 | 100", "12345678901234567890.123 | 12345678901234567890.1230", "null | null" })
	void theseAreEqual(String one, String other) {
		assertThat(difference(one, other)).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = {
			"{'a':{'b':1}} | {'a':{'b':2}} | at '/a/b' recorded 1, asked 2",
			"{'a':1} | {} | at '/a' recorded 1, asked nothing", "{} | {'a':1} | at '/a' nothing is recorded, asked 1",
			"[1,2] | [2,1] | at '/0' recorded 1, asked 2", "[1] | [1,2] | at '/' recorded [1], asked [1,2]",
			"{'a':null} | {} | at '/a' recorded null, asked nothing", "1 | '1' | at '/' recorded 1, asked '1'",
			"12345678901234567890 | 12345678901234567891 | at '/' recorded 12345678901234567890, asked 12345678901234567891" })
	void theseDiffer(String recorded, String asked, String difference) {
		assertThat(difference(recorded, asked))
			.isEqualTo(difference.replace('\'', '"').replaceAll("at \"([^\"]*)\"", "at '$1'"));
	}

	private static String difference(String one, String other) {
		return Json.difference("", Json.read(bytes(one)), Json.read(bytes(other)));
	}

	private static byte[] bytes(String json) {
		return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
	}

}
