package io.github.rpcboot.autoconfigure.test.app;

import java.math.BigDecimal;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.autoconfigure.test.AutoConfigureRpcTest;
import io.github.rpcboot.autoconfigure.test.RpcTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Services of the test's context answer.
 */
class InProcessTests {

	@Nested
	@RpcTest(value = { Till.class, StockService.class }, inProcess = "stock",
			properties = "rpc.consumer.targets.stock.base-path=/stock")
	class InASlice {

		@Autowired
		Till till;

		@Test
		void theServiceAnswersWhateverTheConfigurationSaysOfConnections() throws SoldOut {
			assertThat(this.till.take("tea").price()).isEqualTo(new BigDecimal("3.00"));
		}

		@Test
		void declaredExceptionsArrive() {
			assertThatExceptionOfType(SoldOut.class).isThrownBy(() -> this.till.take("coffee"));
		}

	}

	@Nested
	@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
	@AutoConfigureRpcTest(inProcess = "stock")
	class InAnApplication {

		@Autowired
		Till till;

		@MockitoBean
		@RemoteReference("catalog")
		Catalog catalog;

		@MockitoBean
		@RemoteReference("rates")
		Rates rates;

		@Test
		void theServiceAnswersBesideMocks() throws SoldOut {
			assertThat(this.till.take("tea").name()).isEqualTo("tea");
		}

	}

}
