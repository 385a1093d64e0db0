package io.github.rpcboot.demo.provider;

import java.util.List;

import io.github.rpcboot.autoconfigure.test.RpcHarness;
import io.github.rpcboot.demo.api.Address;
import io.github.rpcboot.demo.api.Customer;
import io.github.rpcboot.demo.api.Hello;
import io.github.rpcboot.demo.api.NewOrder;
import io.github.rpcboot.demo.api.Orders;
import io.github.rpcboot.demo.api.OutOfStock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PlainJUnitTests {

	@Test
	void answersThroughEncodedBytes() {
		try (RpcHarness rpc = RpcHarness.inProcess(Hello.class, new HelloBean())) {
			assertThat(rpc.reference(Hello.class).sayHello("World")).isEqualTo("Hello, World");
		}
	}

	@Test
	void tellsOverHttpWhatIsOutOfStock() {
		NewOrder order = new NewOrder(new Customer("Ada", new Address("1 Main Street", "London", "GB")),
				List.of(new NewOrder.Line("teapot", 4)));
		try (RpcHarness rpc = RpcHarness.overHttp(Orders.class, new OrderService())
			.with("rpc.consumer.timeout", "10s")) {
			Orders orders = rpc.reference(Orders.class);
			assertThatExceptionOfType(OutOfStock.class).isThrownBy(() -> orders.place(order))
				.satisfies((ex) -> assertThat(ex.getAvailable()).isEqualTo(3));
		}
	}

}
