package io.github.rpcboot.call;

/**
 * Takes the encoded messages of a response stream, on the thread that handles the call.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface MessageSink {

	/**
	 * Sends a message; waits while the reader is slower than the writer.
	 * @param message the message, which must not be changed afterwards
	 * @return whether to go on; {@code false} once nobody reads any more, because the
	 * caller has gone or the deadline has passed
	 */
	boolean send(byte[] message);

}
