package io.github.rpcboot.chaos;

/**
 * What a consumer calls. Every call carries an id that the provider writes down.
 */
public interface Workload extends AutoCloseable {

	/**
	 * Calls a method that may be repeated.
	 * @param id the id of the call
	 * @throws Exception if the call fails
	 */
	void read(long id) throws Exception;

	/**
	 * Calls a method that must not run twice.
	 * @param id the id of the call
	 * @throws Exception if the call fails
	 */
	void write(long id) throws Exception;

	@Override
	default void close() throws Exception {
	}

	/**
	 * Opens the client of a product.
	 */
	@FunctionalInterface
	interface Factory {

		/**
		 * Opens a client.
		 * @param options the arguments of the process, {@code --targets} among them
		 * @return the client
		 * @throws Exception if it cannot be opened
		 */
		Workload open(Options options) throws Exception;

	}

}
