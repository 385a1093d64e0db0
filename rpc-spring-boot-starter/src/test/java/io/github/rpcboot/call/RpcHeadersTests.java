package io.github.rpcboot.call;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RpcHeadersTests {

	private static final String BAD_VALUE = "The value of the header 'x-note' holds a character that is not allowed "
			+ "in HTTP; encode it, or use a '-bin' header";

	@ParameterizedTest
	@ValueSource(strings = { "a\rb", "a\nb", "a\r\nx-evil: 1", "a\u0000b", "ä", "€", "\u007f", "\u0001", "𝄞" })
	void aValueThatHttpForbidsIsRefusedAndNotTold(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> RpcHeaders.empty().with("x-note", value))
			.withMessage(BAD_VALUE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "plain", "with space\tand tab", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" })
	void everyPrintableAsciiCharacterMayStandInAValue(String value) {
		assertThat(RpcHeaders.empty().with("x-note", value).get("x-note")).isEqualTo(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "x note", "x:note", "x\r\nnote", "x\u0000", "nötig", "x/y", "x(y)", "x\"y" })
	void aNameThatHttpForbidsIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> RpcHeaders.empty().with(name, "v"))
			.withMessage("The header name '" + name.replaceAll("[^ -~]", "?") + "' is not allowed in HTTP");
	}

	@Test
	void everyTokenCharacterMayStandInAName() {
		assertThat(RpcHeaders.empty().with("!#$%&'*+-.^_`|~aZ09", "v").get("!#$%&'*+-.^_`|~az09")).isEqualTo("v");
	}

	@Test
	void namesAreLowerCaseAndFoundInAnyCase() {
		RpcHeaders headers = RpcHeaders.empty().with("X-Note", "a");

		assertThat(headers).hasToString("[x-note]");
		assertThat(headers.get("X-NOTE")).isEqualTo("a");
		assertThat(headers.all("x-NOTE")).containsExactly("a");
	}

	@Test
	void valuesOfOneNameKeepTheirOrder() {
		RpcHeaders headers = RpcHeaders.empty().with("a", "1").with("b", "2").with("a", "3");
		List<String> visited = new ArrayList<>();
		headers.forEach((name, value) -> visited.add(name + "=" + value));

		assertThat(headers.get("a")).isEqualTo("1");
		assertThat(headers.all("a")).containsExactly("1", "3");
		assertThat(headers.all("c")).isEmpty();
		assertThat(headers.get("c")).isNull();
		assertThat(visited).containsExactly("a=1", "b=2", "a=3");
	}

	@Test
	void headersAreImmutable() {
		RpcHeaders one = RpcHeaders.empty().with("a", "1");
		RpcHeaders two = one.with("b", "2");

		assertThat(RpcHeaders.empty().isEmpty()).isTrue();
		assertThat(one).hasToString("[a]");
		assertThat(two).hasToString("[a, b]");
		assertThat(one.withAll(two)).hasToString("[a, a, b]");
		assertThat(one.withAll(RpcHeaders.empty())).hasToString("[a]");
		assertThat(RpcHeaders.empty().withAll(two)).hasToString("[a, b]");
	}

	@Test
	void binaryValuesAreUnpaddedBase64() {
		RpcHeaders headers = RpcHeaders.empty().withBinary("trace-bin", new byte[] { (byte) 0xfb, (byte) 0xff, 0, 1 });

		assertThat(headers.get("trace-bin")).isEqualTo("+/8AAQ");
		assertThat(headers.getBinary("trace-bin")).containsExactly(0xfb, 0xff, 0, 1);
	}

	@Test
	void binaryValuesAreReadWithAndWithoutPadding() {
		RpcHeaders headers = RpcHeaders.empty().with("a-bin", "AQ==").with("b-bin", "AQ").with("c-bin", "*");

		assertThat(headers.getBinary("a-bin")).containsExactly(1);
		assertThat(headers.getBinary("b-bin")).containsExactly(1);
		assertThat(headers.getBinary("c-bin")).isNull();
		assertThat(headers.getBinary("d-bin")).isNull();
	}

	@Test
	void aBinaryValueNeedsABinaryName() {
		assertThatIllegalArgumentException().isThrownBy(() -> RpcHeaders.empty().withBinary("trace", new byte[1]))
			.withMessage("The name of a binary header must end in '-bin', not 'trace'");
	}

	@Test
	void onlyNamedHeadersArePickedAndNoForbiddenValue() {
		RpcHeaders headers = RpcHeaders.ofPairs(List.of("traceparent", "00-1", "authorization", "Bearer s3cret",
				"baggage", "a=1", "baggage", "b=\r\nx: 1"));

		RpcHeaders picked = headers.only(List.of("traceparent", "baggage"));

		assertThat(picked).hasToString("[traceparent, baggage]");
		assertThat(picked.all("baggage")).containsExactly("a=1");
		assertThat(headers.only(List.of()).isEmpty()).isTrue();
	}

	@Test
	void valuesAreNeverPrinted() {
		assertThat(RpcHeaders.empty().with("authorization", "Bearer s3cret")).hasToString("[authorization]");
	}

}
