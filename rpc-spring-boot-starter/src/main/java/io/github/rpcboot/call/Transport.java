package io.github.rpcboot.call;

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
