package io.github.rpcboot.benchmarks.speed;

/** Serves a {@link ShopBean} on the loopback address. */
@FunctionalInterface
public interface PeerServer {

	/**
	 * Starts.
	 * @param variant which of the product's ways
	 * @return the port
	 * @throws Exception if it cannot
	 */
	int start(String variant) throws Exception;

}
