package io.github.rpcboot.call;

/**
 * An interceptor of outgoing calls. Beans of this type are used in their order, once per
 * call, before retries; the arguments are there, the instance is not chosen yet.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ConsumerInterceptor extends RpcInterceptor {

}
