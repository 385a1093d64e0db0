package io.github.rpcboot.call;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Buffers fit the messages of a method.
 */
class ExpectedSizeTests {

	private static final int LIMIT = 1024 * 1024;

	private final ExpectedSize sizes = new ExpectedSize();

	private LimitedOutput written(int length) {
		LimitedOutput out = this.sizes.output(LIMIT, "response");
		out.write(new byte[length], 0, length);
		return out;
	}

	/** A buffer that is full is the message itself. */
	private static boolean fits(LimitedOutput out) {
		return out.toByteArray() == out.toByteArray();
	}

	@ParameterizedTest
	@ValueSource(ints = { 600, 10_000, 65_536 })
	void messagesOfOneSizeAreWrittenWithoutACopy(int length) {
		this.sizes.end(written(length));

		assertThat(fits(written(length))).isTrue();
	}

	@Test
	void aLargeMessageMakesNoRoomForEver() {
		this.sizes.end(written(300_000));
		assertThat(fits(written(65_536))).isTrue();
		for (int i = 0; i < 100; i++) {
			this.sizes.end(written(1000));
		}

		assertThat(this.sizes.room()).isBetween(1000, 1010);
	}

	@Test
	void aMessageIsWholeWhateverWasExpected() {
		for (int length : new int[] { 0, 1, 511, 512, 513, 10_000, 3, 300_000, 20, 10_000 }) {
			assertThat(this.sizes.end(written(length))).hasSize(length);
		}
	}

}
