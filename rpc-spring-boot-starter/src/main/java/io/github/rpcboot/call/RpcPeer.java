package io.github.rpcboot.call;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

/**
 * Who calls, as far as the transport knows.
 *
 * @param address the remote address, for example {@code 10.0.0.7}
 * @param principal who the web server or Spring Security says it is, {@code null} if
 * nobody does
 * @param protocol the protocol that it speaks: {@code http}, {@code grpc},
 * {@code inprocess}, or one that somebody has added
 * @since 0.1.0
 */
public record RpcPeer(String address, @Nullable Principal principal, String protocol) {

	/** A caller in the same process. */
	public static final RpcPeer LOCAL = new RpcPeer("local", null, "inprocess");

	/**
	 * A caller that speaks HTTP.
	 * @param address the remote address
	 * @param principal who it is, {@code null} if nobody knows
	 */
	public RpcPeer(String address, @Nullable Principal principal) {
		this(address, principal, "http");
	}

}
