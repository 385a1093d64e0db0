package io.github.rpcboot.demo.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/**
 * The orders of a small shop.
 *
 * @since 0.1.0
 */
public interface Orders {

	/**
	 * Places an order.
	 * @param order what is wanted, by whom, and where it goes
	 * @return the order as it was taken
	 * @throws OutOfStock if there is less of an article than was ordered; nothing is
	 * taken then
	 */
	Order place(@Valid NewOrder order) throws OutOfStock;

	/**
	 * Finds an order.
	 * @param id the number of the order
	 * @return the order, or {@code null} if there is none of that number
	 */
	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	@Nullable Order find(long id);

	/**
	 * Lists the orders in a state, oldest first.
	 * @param state the state
	 * @return the orders, an empty list if there are none
	 */
	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	List<Order> list(OrderState state);

	/**
	 * Finds the order that was placed last.
	 * @return the order, or nothing before the first one
	 */
	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	Optional<Order> latest();

	/**
	 * Writes the receipt of an order, which takes a moment.
	 * @param id the number of the order
	 * @return the receipt, some time later
	 */
	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	CompletableFuture<Receipt> receipt(long id);

	/**
	 * Follows the parcel of an order. The stops are sent one by one.
	 * @param id the number of the order
	 * @return the stops, the first one first
	 */
	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	Stream<Stop> track(long id);

	/**
	 * Cancels an order. Cancelling it again changes nothing.
	 * @param id the number of the order
	 * @param reason why
	 */
	@RemoteMethod(idempotency = Idempotency.IDEMPOTENT)
	void cancel(long id, @NotBlank String reason);

}
