package io.github.rpcboot.protocol.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DigitsTests {

	@Test
	void digitsAreANumber() {
		assertThat(Digits.parse("0", 10)).isZero();
		assertThat(Digits.parse("0042", 10)).isEqualTo(42);
		assertThat(Digits.parse("999999999999999999", 18)).isEqualTo(999_999_999_999_999_999L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-1", "+1", " 1", "1 ", "1.0", "x", "0x1", "\u0661", "12345678901" })
	void everythingElseIsNone(String text) {
		assertThat(Digits.parse(text, 10)).isEqualTo(-1);
	}

}
