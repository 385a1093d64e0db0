package io.github.rpcboot.autoconfigure.test.app;

import java.math.BigDecimal;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.autoconfigure.test.AutoConfigureRpcTest;
import io.github.rpcboot.autoconfigure.test.RpcRecording;
import io.github.rpcboot.autoconfigure.test.RpcTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files answer, for plain contracts and for those mapped to REST.
 */
class RecordingTests {

	@Nested
	@RpcTest(Till.class)
	@RpcRecording(application = "stock", file = "recordings/stock.json")
	class OfAPlainContract {

		@Autowired
		Till till;

		@Test
		void equalRequestsAreAnsweredInTheirOrderAndThenByTheLast() throws SoldOut {
			assertThat(this.till.take("tea").price()).isEqualTo(new BigDecimal("4.50"));
			assertThat(this.till.take("tea").price()).isEqualTo(new BigDecimal("5.00"));
			assertThat(this.till.take("tea").price()).isEqualTo(new BigDecimal("5.00"));
		}

		@Test
		void everyTestBeginsAnew() throws SoldOut {
			assertThat(this.till.take("tea").price()).isEqualTo(new BigDecimal("4.50"));
		}

	}

	@Nested
	@RpcTest(Window.class)
	@RpcRecording(application = "catalog", file = "recordings/catalog.json", allUsed = true)
	@RpcRecording(application = "rates", file = "recordings/rates.json", allUsed = true)
	class OfContractsMappedToRest {

		@Autowired
		Window window;

		@Test
		void bothKindsAreAnswered() {
			assertThat(this.window.price(1)).isEqualByComparingTo("9");
		}

		@Test
		void bodiesAreEqualAsJson() {
			assertThat(this.window.add(new Item("milk", new BigDecimal("1.00"))).price()).isEqualByComparingTo("1");
		}

	}

	@Nested
	@WebMvcTest(Window.class)
	@AutoConfigureRpcTest
	@WithMockUser
	@RpcRecording(application = "catalog", file = "recordings/catalog.json")
	@RpcRecording(application = "rates", file = "recordings/rates.json")
	class BesideAnotherSlice {

		@Autowired
		MockMvcTester mvc;

		@Test
		void aControllerIsTestedDownToTheWire() {
			assertThat(this.mvc.get().uri("/prices/1")).hasStatusOk().hasBodyTextEqualTo("9.00");
		}

	}

	@Nested
	@SpringBootTest
	@Import(FakeStock.class)
	@RpcRecording(application = "catalog", file = "recordings/catalog.json")
	@RpcRecording(application = "rates", file = "recordings/rates.json")
	class InAnApplicationBesideAFake {

		@Autowired
		Till till;

		@Autowired
		Window window;

		@RemoteReference("stock")
		Stock stock;

		@Autowired
		Stock ownBean;

		@Test
		void aPlainInjectionPointGetsTheBeanOfTheApplication() {
			assertThat(this.ownBean).isInstanceOf(StockService.class);
		}

		@Test
		void everyApplicationIsAnsweredInItsWay() throws SoldOut {
			assertThat(this.till.take("tea")).isEqualTo(FakeStock.TEA);
			assertThat(this.stock.find("tea")).isEqualTo(FakeStock.TEA);
			assertThat(this.window.price(1)).isEqualByComparingTo("9");
		}

	}

}
