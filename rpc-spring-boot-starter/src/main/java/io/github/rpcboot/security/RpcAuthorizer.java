package io.github.rpcboot.security;

import io.github.rpcboot.call.RpcCall;

/**
 * Decides per service and method whether a caller may go on, before the body is read. A
 * bean of this type is asked for every call of a method that exists; with several, each
 * must agree.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RpcAuthorizer {

	/**
	 * Decides about a call.
	 * @param call the call: its method, its headers and its {@link RpcCall#peer() caller}
	 * @return whether it may go on; {@code false} is answered with
	 * {@code permission_denied}
	 * @throws io.github.rpcboot.RpcException to answer with another status, for example
	 * {@code unauthenticated}
	 */
	boolean permits(RpcCall call);

}
