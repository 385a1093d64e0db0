package io.github.rpcboot.observability;

import io.github.rpcboot.call.RpcCall;
import io.micrometer.observation.Observation;

/** One call under watch. */
interface Watched {

	/** Makes it what the thread is doing. */
	Observation.Scope open();

	/** The call as it goes on, which may name its trace. Asked for within the scope. */
	RpcCall call();

	/** The call ended as it says itself. */
	void stop();

}
