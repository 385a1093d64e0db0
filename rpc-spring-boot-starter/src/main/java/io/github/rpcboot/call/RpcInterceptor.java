package io.github.rpcboot.call;

/**
 * Sees every call and every reply of a side: may change the call, answer it itself, or
 * change the reply. Built-in features have this shape as well. Called by many threads at
 * once. An {@link io.github.rpcboot.RpcException} thrown here becomes a failure of the
 * call.
 *
 * @since 0.1.0
 * @see ConsumerInterceptor
 * @see ProviderInterceptor
 */
@FunctionalInterface
public interface RpcInterceptor {

	/**
	 * Handles a call on its way.
	 * @param call the call
	 * @param next the rest of the chain
	 * @return the reply; one that is {@link RpcReply#pending()} is still to come
	 */
	RpcReply intercept(RpcCall call, RpcHandler next);

}
