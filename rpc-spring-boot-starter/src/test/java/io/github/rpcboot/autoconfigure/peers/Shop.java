package io.github.rpcboot.autoconfigure.peers;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteMethod;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The shop of the demo, with what else a contract may hold. */
@NullMarked
@RemoteContract("shop.Orders")
interface Shop {

	Order place(NewOrder order) throws OutOfStock;

	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	@Nullable Order find(long id);

	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	List<Order> list(OrderState state);

	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	Optional<Order> latest();

	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	CompletableFuture<Receipt> receipt(long id);

	@RemoteMethod(idempotency = Idempotency.IDEMPOTENT)
	void cancel(long id, String reason);

	Map<String, Integer> stock();

	Delivery deliver(long id, LocalDate earliest, Duration within);

	String pay(Payment payment);

	byte[] label(long id, boolean large, double scale);

	Stream<Order> watch(int count) throws OutOfStock;

	BigDecimal sum(Stream<OrderLine> lines);

	Stream<OrderLine> prices(Stream<Line> lines);

	record Customer(String name, Address address) {
	}

	record Address(String street, String city, String country) {
	}

	record NewOrder(Customer customer, List<Line> lines) {
	}

	record Line(String sku, int quantity) {
	}

	record OrderLine(String sku, int quantity, BigDecimal price) {
	}

	record Order(long id, OrderState state, Customer customer, List<OrderLine> lines, BigDecimal total,
			Instant placedAt) {
	}

	record Receipt(long orderId, BigDecimal total, Instant writtenAt) {
	}

	record Delivery(LocalDate from, LocalDate to, Duration within, @Nullable String note) {
	}

	enum OrderState {

		PLACED, CANCELLED

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes({ @JsonSubTypes.Type(value = Card.class, name = "card"),
			@JsonSubTypes.Type(value = Cash.class, name = "cash") })
	sealed interface Payment {

	}

	record Card(String number) implements Payment {
	}

	record Cash(BigDecimal given) implements Payment {
	}

	/** Declared, so that callers receive it as it is. */
	class OutOfStock extends Exception {

		private final String sku;

		private final int available;

		OutOfStock(String sku, int available) {
			super("Only " + available + " of '" + sku + "' left");
			this.sku = sku;
			this.available = available;
		}

		public String getSku() {
			return this.sku;
		}

		public int getAvailable() {
			return this.available;
		}

	}

}
