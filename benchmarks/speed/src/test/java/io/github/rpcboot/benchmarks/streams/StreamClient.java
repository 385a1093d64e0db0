package io.github.rpcboot.benchmarks.streams;

/** The client of one product. */
public interface StreamClient {

	/**
	 * Connects.
	 * @param port of the server on the loopback address
	 * @param variant which of the product's ways
	 */
	void connect(int port, String variant);

	/**
	 * Reads a server stream to its end.
	 * @param count how many ticks it has
	 * @return the sum of their numbers
	 * @throws Exception if it fails
	 */
	long read(int count) throws Exception;

	/**
	 * Reads a server stream of {@link Ticks#chunks chunks}, each handed to
	 * {@link Endless#took}.
	 * @param size of each
	 * @throws Exception if it fails
	 */
	void receive(int size) throws Exception;

	/**
	 * Sends a client stream of {@link Endless#offers}.
	 * @param size of each
	 * @throws Exception if it fails
	 */
	void send(int size) throws Exception;

}
