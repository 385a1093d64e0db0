package io.github.rpcboot.resilience;

import java.util.concurrent.ThreadLocalRandom;

import io.github.rpcboot.call.EndpointPicker;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.call.RpcInterceptor;

/**
 * The door of this room.
 *
 * @since 0.1.0
 */
public final class Resilience {

	private Resilience() {
	}

	/**
	 * Chooses an instance by two random choices: the one with fewer calls in flight wins.
	 * An instance that refused a connection is passed over for a while.
	 * @return a picker for one application
	 */
	public static EndpointPicker twoChoices() {
		return new TwoChoices(System::nanoTime, (bound) -> ThreadLocalRandom.current().nextInt(bound));
	}

	/**
	 * Goes on to an instance that the call has not tried, as long as nothing was sent.
	 * @param application the application's name, for messages
	 * @param source knows its instances
	 * @return an interceptor for one application
	 */
	public static RpcInterceptor failover(String application, EndpointSource source) {
		return new Failover(application, source);
	}

}
