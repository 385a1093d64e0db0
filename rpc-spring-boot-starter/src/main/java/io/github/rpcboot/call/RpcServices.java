package io.github.rpcboot.call;

import io.github.rpcboot.contract.MethodContract;

/**
 * The provider as a protocol sees it: finds the method first, and takes the call then.
 *
 * @since 0.1.0
 */
public interface RpcServices extends RpcHandler {

	/**
	 * Finds a method before anything of the message is read.
	 * @param service the service as it was asked for
	 * @param method the method as it was asked for
	 * @return the method, or a stand-in that is not {@link MethodContract#isKnown()}
	 */
	MethodContract find(String service, String method);

	/**
	 * Takes a call whose method another framework invokes: the chain of the provider is
	 * this one's, its end is not.
	 * @param call the call, of a method that is exposed that way
	 * @param end invokes the method; what it throws becomes a failure
	 * @return the reply
	 */
	RpcReply handle(RpcCall call, RpcHandler end);

}
