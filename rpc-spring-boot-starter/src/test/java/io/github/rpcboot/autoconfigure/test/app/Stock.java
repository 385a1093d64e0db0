package io.github.rpcboot.autoconfigure.test.app;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteMethod;

public interface Stock {

	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	Item find(String name) throws SoldOut;

}
