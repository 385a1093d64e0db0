package io.github.rpcboot.autoconfigure;

/**
 * Knows the interceptors of Spring Boot that observe what our chains observe too. Two
 * spans and two timers of the same time tell nothing more than one, and cost a fifth of
 * what is not the network's.
 */
@FunctionalInterface
interface GrpcObservers {

	/**
	 * Whether an interceptor only repeats what our chain does.
	 * @param interceptor of a server or of a channel
	 */
	boolean observes(Object interceptor);

}
