package io.github.rpcboot.protocol.http;

/**
 * What a drain does to the sockets of a web server.
 *
 * @since 0.1.0
 */
public interface ServerSockets {

	/**
	 * Closes the sockets that new connections come to, so that those are refused. The
	 * connections that are open are served as before.
	 */
	void closeListening();

	/**
	 * Whether no connection is open, of whatever kind. May take some milliseconds to say
	 * no.
	 * @return {@code false} if the server cannot tell
	 */
	boolean isUnconnected();

}
