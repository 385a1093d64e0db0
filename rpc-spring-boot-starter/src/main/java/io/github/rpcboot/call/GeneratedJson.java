package io.github.rpcboot.call;

import java.io.IOException;

/**
 * Writes and reads messages that protoc has generated, in the JSON that protobuf defines
 * for them.
 *
 * @since 0.1.0
 */
public interface GeneratedJson {

	/**
	 * Writes a message.
	 * @param message an object of a generated class
	 * @return JSON
	 * @throws IOException if the message has no JSON
	 */
	String write(Object message) throws IOException;

	/**
	 * Reads a message. Unknown members are ignored.
	 * @param json JSON
	 * @param type a generated class
	 * @return an object of the class
	 * @throws IOException if the JSON is not that of such a message
	 */
	Object read(String json, Class<?> type) throws IOException;

	/**
	 * Whether {@link #read} works for seconds on a number with a large exponent, as
	 * protobuf's parser does for unsigned numbers of 64 bits. Such numbers are refused
	 * before.
	 * @param type a generated class
	 * @return {@code true} if a message of the class may have such a member
	 */
	default boolean isSlowWithExponents(Class<?> type) {
		return false;
	}

}
