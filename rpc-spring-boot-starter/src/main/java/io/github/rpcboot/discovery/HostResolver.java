package io.github.rpcboot.discovery;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name service. May block for long. */
@FunctionalInterface
interface HostResolver {

	/**
	 * Looks a name up.
	 * @param host the name
	 * @return its addresses, the preferred one first
	 * @throws UnknownHostException if it has none, or nobody could tell
	 */
	InetAddress[] resolve(String host) throws UnknownHostException;

}
