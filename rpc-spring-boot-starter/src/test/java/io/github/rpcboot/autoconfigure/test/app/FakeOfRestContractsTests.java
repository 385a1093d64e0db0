package io.github.rpcboot.autoconfigure.test.app;

import java.math.BigDecimal;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.test.RpcFake;
import io.github.rpcboot.autoconfigure.test.RpcTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Fakes answer contracts that are mapped to REST, with no HTTP at all.
 */
@RpcTest(Window.class)
class FakeOfRestContractsTests {

	@Autowired
	Window window;

	@Test
	void fakesOfBothKindsAnswer() {
		assertThat(this.window.price(1)).isEqualByComparingTo("9");
	}

	@Test
	void anExceptionOfOursArrivesWithItsStatus() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> this.window.price(404))
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.NOT_FOUND));
	}

	@Test
	void anotherExceptionIsAnInternalErrorWithItsCause() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> this.window.add(new Item("tea", BigDecimal.ONE)))
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(RpcStatus.INTERNAL))
			.withMessageContaining("The fake 'catalog' failed. The cause says why.")
			.withRootCauseInstanceOf(UnsupportedOperationException.class);
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Fakes {

		@Bean
		@RpcFake("catalog")
		Catalog catalog() {
			return new Catalog() {

				@Override
				public Item item(long id, String currency) {
					if (id == 404) {
						throw new RpcException(RpcStatus.NOT_FOUND, "No such item");
					}
					return new Item("tea", new BigDecimal("4.50"));
				}

				@Override
				public Item add(Item item) {
					throw new UnsupportedOperationException();
				}

			};
		}

		@Bean
		@RpcFake("rates")
		Rates rates() {
			return (currency) -> new BigDecimal("2");
		}

	}

}
