package io.github.rpcboot.call;

/**
 * Adds a protocol: a bean of this type makes the transports of the applications whose
 * URLs begin with its scheme.
 *
 * @since 0.1.0
 */
public interface TransportFactory {

	/**
	 * The scheme of the URLs.
	 * @return a scheme in lower case, such as {@code grpc}; one that this library knows
	 * is never asked for
	 */
	String scheme();

	/**
	 * Makes a transport, once per application and when its first client is made.
	 * @param application the application's name, or the URL that a reference says
	 * @return a transport, which is closed with the application context
	 * @throws io.github.rpcboot.RpcConfigurationException if it cannot be made
	 */
	Transport create(String application);

}
