package io.github.rpcboot.call;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

/**
 * Who calls, as far as the transport knows.
 *
 * @param address the remote address, for example {@code 10.0.0.7}
 * @param principal who the web server or Spring Security says it is, {@code null} if
 * nobody does
 * @since 0.1.0
 */
public record RpcPeer(String address, @Nullable Principal principal) {

	/** A caller in the same process. */
	public static final RpcPeer LOCAL = new RpcPeer("local", null);

}
