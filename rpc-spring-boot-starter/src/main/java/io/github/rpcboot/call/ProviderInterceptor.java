package io.github.rpcboot.call;

/**
 * An interceptor of incoming calls. Beans of this type are used in their order, behind
 * authentication, authorisation and the deadline; the body is not read yet.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ProviderInterceptor extends RpcInterceptor {

}
