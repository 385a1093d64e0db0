package io.github.rpcboot.demo.consumer;

import io.github.rpcboot.autoconfigure.test.AutoConfigureRpcTest;
import io.github.rpcboot.autoconfigure.test.RpcRecording;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@WebMvcTest(ShopController.class)
@AutoConfigureRpcTest
@RpcRecording(application = "demo-provider", file = "recordings/orders.json")
class RecordedShopTests {

	@Autowired
	MockMvcTester mvc;

	@Test
	void answersOutOfStockWithConflict() {
		assertThat(this.mvc.post().uri("/shop/orders").contentType(MediaType.APPLICATION_JSON).content("""
				{
				  "customer": {
				    "name": "Ada",
				    "address": {"street": "1 Main Street", "city": "London", "country": "GB"}
				  },
				  "lines": [{"sku": "teapot", "quantity": 4}]
				}
				""")).hasStatus(HttpStatus.CONFLICT).bodyJson().isLenientlyEqualTo("{'sku': 'teapot', 'available': 3}");
	}

	@Test
	void answersAnUnknownOrderWithNotFound() {
		assertThat(this.mvc.get().uri("/shop/orders/1000")).hasStatus(HttpStatus.NOT_FOUND);
	}

}
