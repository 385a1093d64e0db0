package io.github.rpcboot.call;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;

/**
 * Carries a call to an instance and its reply back, over one protocol. Called by many
 * threads at once; blocks the calling thread until the reply is there or the deadline has
 * passed.
 *
 * @since 0.1.0
 */
public interface Transport extends AutoCloseable {

	/**
	 * Sends a call.
	 * @param call the call
	 * @param endpoint the instance
	 * @return the reply; whatever goes wrong on the way is a failure with its class
	 */
	RpcReply send(RpcCall call, Endpoint endpoint);

	/**
	 * Makes at the start what the calls of a method need.
	 * @param method a method that will be called
	 * @throws io.github.rpcboot.RpcConfigurationException if this transport cannot carry
	 * it
	 */
	default void prepare(MethodContract method) {
		if (method.restMapping() != null) {
			throw new RpcConfigurationException(
					method + " is mapped to HTTP by annotations, and the URL of its application is not an HTTP one.",
					"Write a URL that begins with 'http://' or 'https://'.");
		}
		codec().prepare(method);
	}

	/**
	 * How this transport encodes messages.
	 * @return the codec of the messages in its replies
	 */
	PayloadCodec codec();

	/**
	 * The connections of this transport at this moment.
	 * @return their numbers, {@code null} if there are no connections or nobody counts
	 * them
	 */
	default @Nullable Connections connections() {
		return null;
	}

	/** Closes connections. */
	@Override
	default void close() {
	}

	/**
	 * Numbers of connections.
	 *
	 * @param leased those that carry a call
	 * @param idle those that wait for one
	 * @param pending callers that wait for a connection
	 * @since 0.1.0
	 */
	record Connections(int leased, int idle, int pending) {
	}

}
