package io.github.rpcboot.migration.httpservice;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteMethod;

/** What is left of the interface when both sides are ours. */
interface Items {

	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	Item find(long id);

	Confirmation order(NewOrder order, String buyer) throws OutOfStock;

	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	String delivery(long id);

}
