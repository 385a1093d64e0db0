package io.github.rpcboot.consumer;

/**
 * Knows the providing applications.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RemoteTargets {

	/**
	 * Finds an application.
	 * @param value what the reference says: a name, a URL, or the empty string
	 * @param contract the contract that the reference is for, for messages
	 * @return the application
	 * @throws io.github.rpcboot.RpcConfigurationException if nothing says where it lives
	 */
	RemoteTarget find(String value, Class<?> contract);

}
