package io.github.rpcboot.migration.openfeign;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteMethod;

/** What the contract becomes when both sides are one's own. */
interface Catalogue {

	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	Item find(long id) throws NoSuchItem;

	Item add(Item item) throws NameTaken;

}
