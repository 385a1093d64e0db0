package io.github.rpcboot.benchmarks.speed;

/** Calls a server of the same product. */
@FunctionalInterface
public interface PeerClient {

	/**
	 * Connects.
	 * @param port the server's port on the loopback address
	 * @param variant which of the product's ways
	 * @return what callers call, from many threads
	 * @throws Exception if it cannot
	 */
	Shop connect(int port, String variant) throws Exception;

}
