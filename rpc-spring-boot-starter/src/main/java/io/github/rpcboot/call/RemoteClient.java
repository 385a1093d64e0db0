package io.github.rpcboot.call;

/**
 * Marks the client proxy of a reference, so that it is never taken for a local
 * implementation.
 *
 * @since 0.1.0
 */
public interface RemoteClient {

}
