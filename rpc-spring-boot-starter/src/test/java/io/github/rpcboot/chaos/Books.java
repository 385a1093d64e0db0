package io.github.rpcboot.chaos;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RemoteMethod;

/**
 * The contract between the rig's own provider and consumer. Methods answer with the id
 * that they were called with, so that a crossed answer shows.
 */
interface Books {

	@RemoteMethod(idempotency = Idempotency.NO_SIDE_EFFECTS)
	long read(long id);

	long write(long id);

	/** A service of its own, so that it can have a limit of its own. */
	interface SlowBooks {

		long slow(long id, long millis);

	}

}
