package io.github.rpcboot.autoconfigure.test.app;

import java.math.BigDecimal;

import io.github.rpcboot.autoconfigure.test.RpcRecording;
import io.github.rpcboot.autoconfigure.test.RpcTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** A class and those nested in it ask for everything together, and neither does alone. */
@RpcTest(Window.class)
@RpcRecording(application = "catalog", file = "recordings/catalog.json", allUsed = true)
@RpcRecording(application = "rates", file = "recordings/rates.json", allUsed = true)
class NestedRecordingTests {

	@Autowired
	private Window window;

	@Test
	void theOuterClassAsksForOne() {
		assertThat(this.window.price(1)).isEqualByComparingTo("9");
	}

	@Nested
	class Inner {

		@Test
		void theInnerClassAsksForTheOther() {
			assertThat(NestedRecordingTests.this.window.add(new Item("milk", new BigDecimal("1.00"))).price())
				.isEqualByComparingTo("1");
		}

	}

}
