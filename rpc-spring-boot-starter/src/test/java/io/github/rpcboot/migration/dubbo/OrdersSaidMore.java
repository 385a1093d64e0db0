package io.github.rpcboot.migration.dubbo;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteMethod;
import io.github.rpcboot.migration.dubbo.contract.NewOrder;
import io.github.rpcboot.migration.dubbo.contract.Order;
import io.github.rpcboot.migration.dubbo.contract.OutOfStock;

/** A contract that says what may run twice, and all that it throws. */
interface OrdersSaidMore {

	// It only reads.
	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	Order find(long id);

	// Twice is like once.
	@RemoteMethod(idempotency = Idempotency.IDEMPOTENT)
	void cancel(long id);

	// Nothing is said: it runs at most once.
	Order place(NewOrder order) throws OutOfStock, CreditExceeded;

	/** An unchecked exception. */
	class CreditExceeded extends RuntimeException {

		CreditExceeded(String message) {
			super(message);
		}

	}

}
