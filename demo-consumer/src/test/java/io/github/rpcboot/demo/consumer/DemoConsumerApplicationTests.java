package io.github.rpcboot.demo.consumer;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.demo.api.Address;
import io.github.rpcboot.demo.api.Customer;
import io.github.rpcboot.demo.api.Hello;
import io.github.rpcboot.demo.api.NewOrder;
import io.github.rpcboot.demo.api.Order;
import io.github.rpcboot.demo.api.OrderLine;
import io.github.rpcboot.demo.api.OrderState;
import io.github.rpcboot.demo.api.Orders;
import io.github.rpcboot.demo.api.OutOfStock;
import io.github.rpcboot.demo.api.Receipt;
import io.github.rpcboot.demo.api.Stop;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * The whole application with both references replaced: no provider runs, none is
 * configured but those of application.yml, and none is called.
 */
@SpringBootTest
@AutoConfigureMockMvc
class DemoConsumerApplicationTests {

	private static final Customer CUSTOMER = new Customer("Ada", new Address("1 Main Street", "London", "GB"));

	private static final NewOrder NEW_ORDER = new NewOrder(CUSTOMER, List.of(new NewOrder.Line("tea", 2)));

	private static final Order ORDER = new Order(7, OrderState.PLACED, CUSTOMER,
			List.of(new OrderLine("tea", 2, new BigDecimal("4.50"))), new BigDecimal("9.00"),
			Instant.parse("2026-01-01T10:00:00Z"));

	private static final String NEW_ORDER_JSON = """
			{
			  "customer": {
			    "name": "Ada",
			    "address": {"street": "1 Main Street", "city": "London", "country": "GB"}
			  },
			  "lines": [{"sku": "tea", "quantity": 2}]
			}
			""";

	@MockitoBean
	@RemoteReference("demo-provider")
	Hello hello;

	@MockitoBean
	@RemoteReference("demo-provider")
	Orders orders;

	@Autowired
	MockMvcTester mvc;

	@Test
	void greets() {
		given(this.hello.sayHello("World")).willReturn("Hello, World");
		assertThat(this.mvc.get().uri("/greet")).hasStatusOk().hasBodyTextEqualTo("Hello, World");
	}

	@Test
	void placesAnOrder() throws OutOfStock {
		given(this.orders.place(NEW_ORDER)).willReturn(ORDER);
		MvcTestResult answer = placeOrder();
		assertThat(answer).hasStatus(HttpStatus.CREATED);
		assertThat(answer).bodyJson()
			.isLenientlyEqualTo("{'id': 7, 'state': 'PLACED', 'placedAt': '2026-01-01T10:00:00Z'}");
	}

	@Test
	void answersADeclaredExceptionWithItsFields() throws OutOfStock {
		given(this.orders.place(NEW_ORDER)).willThrow(new OutOfStock("tea", 1));
		MvcTestResult answer = placeOrder();
		assertThat(answer).hasStatus(HttpStatus.CONFLICT);
		assertThat(answer).bodyJson().isLenientlyEqualTo("{'sku': 'tea', 'available': 1}");
	}

	@Test
	void answersAnUnknownOrderWithNotFound() {
		given(this.orders.find(8)).willReturn(null);
		assertThat(this.mvc.get().uri("/shop/orders/8")).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void waitsForAReceipt() {
		CompletableFuture<Receipt> receipt = new CompletableFuture<>();
		receipt.completeAsync(() -> new Receipt(7, ORDER.total(), ORDER.placedAt()));
		given(this.orders.receipt(7)).willReturn(receipt);
		assertThat(this.mvc.get().uri("/shop/orders/7/receipt")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("{'orderId': 7, 'total': 9.00}");
	}

	@Test
	void followsAParcelToItsEndAndClosesTheStream() {
		AtomicBoolean closed = new AtomicBoolean();
		given(this.orders.track(7)).willReturn(
				Stream.of(new Stop("Warehouse", LocalDate.of(2026, 1, 1)), new Stop("London", LocalDate.of(2026, 1, 2)))
					.onClose(() -> closed.set(true)));
		assertThat(this.mvc.get().uri("/shop/orders/7/track")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo(
					"[{'place': 'Warehouse', 'day': '2026-01-01'}, {'place': 'London', 'day': '2026-01-02'}]");
		assertThat(closed).isTrue();
	}

	@Test
	void saysWhichCallFailedAndWhetherItMayHaveRun() {
		given(this.orders.find(7)).willThrow(RpcException.builder(RpcStatus.UNAVAILABLE, "No instance answered")
			.method("Orders", "find")
			.instance("http://localhost:8081")
			.build());
		MvcTestResult answer = this.mvc.get().uri("/shop/orders/7").exchange();
		assertThat(answer).hasStatus(HttpStatus.BAD_GATEWAY);
		assertThat(answer).bodyJson().isLenientlyEqualTo("""
				{
				  "code": "unavailable", "message": "No instance answered", "service": "Orders",
				  "method": "find", "instance": "http://localhost:8081", "mayHaveExecuted": false
				}
				""");
	}

	@Test
	void answersAnExpiredDeadlineWithGatewayTimeout() {
		given(this.orders.find(7)).willThrow(new RpcException(RpcStatus.DEADLINE_EXCEEDED, "Too late"));
		assertThat(this.mvc.get().uri("/shop/orders/7")).hasStatus(HttpStatus.GATEWAY_TIMEOUT);
	}

	private MvcTestResult placeOrder() {
		return this.mvc.post()
			.uri("/shop/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.content(NEW_ORDER_JSON)
			.exchange();
	}

}
