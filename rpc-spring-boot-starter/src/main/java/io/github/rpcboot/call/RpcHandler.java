package io.github.rpcboot.call;

import java.util.List;

/**
 * Takes a call and answers it: the rest of a chain, or its end.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RpcHandler {

	/**
	 * Handles a call.
	 * @param call the call
	 * @return the reply; failures are replies as well
	 */
	RpcReply handle(RpcCall call);

	/**
	 * Links interceptors and the end of their chain into one handler, once, at start-up.
	 * @param interceptors the interceptors, outermost first
	 * @param last what comes behind them
	 * @return the head of the chain
	 */
	static RpcHandler chain(List<? extends RpcInterceptor> interceptors, RpcHandler last) {
		RpcHandler next = last;
		for (int i = interceptors.size() - 1; i >= 0; i--) {
			RpcInterceptor interceptor = interceptors.get(i);
			RpcHandler rest = next;
			next = (call) -> interceptor.intercept(call, rest);
		}
		return next;
	}

}
