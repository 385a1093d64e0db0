package io.github.rpcboot.call;

import org.jspecify.annotations.Nullable;

/**
 * Encoded messages that arrive one after another and are pulled, so that a slow reader
 * holds the writer. One thread reads at a time; any thread may close.
 *
 * @since 0.1.0
 */
public interface MessageStream extends AutoCloseable {

	/**
	 * Waits for the next message.
	 * @return the message, which must not be changed; {@code null} at the end, and again
	 * ever after
	 */
	byte @Nullable [] next();

	/**
	 * How the stream ended, which is known once {@link #next()} has returned
	 * {@code null}. Failures are values here, as they are in replies.
	 * @return what failed, {@code null} if all messages were there
	 */
	@Nullable RpcFailure failure();

	/**
	 * The metadata that came with the end of the stream.
	 * @return the headers, empty before the end
	 */
	default RpcHeaders trailers() {
		return RpcHeaders.empty();
	}

	/**
	 * Ends the stream and frees what carries it. Before the end this tells the writer to
	 * stop, and whoever waits for a message is woken; afterwards it does nothing.
	 */
	@Override
	void close();

}
