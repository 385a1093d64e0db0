package io.github.rpcboot.autoconfigure.test.app;

import java.math.BigDecimal;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.autoconfigure.test.AutoConfigureRpcTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;

/**
 * References, which are made before the web server has a port, lead to it.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "server.servlet.context-path=/kit")
@WithoutSecurity
@AutoConfigureRpcTest(localServer = "stock")
class LocalServerTests {

	@Autowired
	Till till;

	@RemoteReference("stock")
	Unserved unserved;

	@RemoteReference("stock")
	Prices prices;

	@LocalServerPort
	int port;

	@MockitoBean
	@RemoteReference("catalog")
	Catalog catalog;

	@MockitoBean
	@RemoteReference("rates")
	Rates rates;

	@Test
	void theApplicationCallsItselfOverHttp() throws SoldOut {
		assertThat(this.till.take("tea").name()).isEqualTo("tea");
	}

	@Test
	void theInstanceIsTheServerOfTheTest() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> this.unserved.nothing())
			.satisfies((ex) -> assertThat(ex.instance()).startsWith("http://localhost:" + this.port + "/kit"));
	}

	@Test
	void aContractMappedToRestCallsAController() {
		given(this.catalog.item(7, "EUR")).willReturn(new Item("tea", BigDecimal.TEN));
		given(this.rates.rate("EUR")).willReturn(new BigDecimal("2"));
		assertThat(this.prices.price(7)).isEqualByComparingTo("20");
	}

	interface Prices {

		@GetMapping("/prices/{id}")
		BigDecimal price(@PathVariable("id") long id);

	}

	interface Unserved {

		void nothing();

	}

}
