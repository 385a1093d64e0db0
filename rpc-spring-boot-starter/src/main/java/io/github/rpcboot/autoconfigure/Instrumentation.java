package io.github.rpcboot.autoconfigure;

import java.util.concurrent.Executor;

import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.Transport;

/**
 * Where metrics and traces are taken. There is a bean of this type only in an application
 * that observes, so that others pay nothing.
 */
interface Instrumentation {

	/**
	 * The outermost step of the consumer's chain.
	 * @param application the application that is called
	 * @return an interceptor
	 */
	RpcInterceptor outgoing(String application);

	/**
	 * Observes every attempt.
	 * @param application the application that is called
	 * @param transport carries the attempts
	 * @return the transport to use instead
	 */
	Transport attempts(String application, Transport transport);

	/**
	 * The outermost step of the provider's chain.
	 * @return an interceptor
	 */
	RpcInterceptor incoming();

	/**
	 * Takes the trace of a thread along to the threads of an executor.
	 * @param threads runs what goes on elsewhere: calls of asynchronous methods
	 * @return an executor of the same threads
	 */
	Executor carrying(Executor threads);

}
