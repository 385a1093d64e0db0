package io.github.rpcboot.protocol.http;

/** The names of the Connect protocol, and of our own additions to it. */
final class ConnectProtocol {

	static final String VERSION = "Connect-Protocol-Version";

	static final String TIMEOUT = "Connect-Timeout-Ms";

	/** How the messages of a stream are compressed; the stream itself never is. */
	static final String CONTENT_ENCODING = "Connect-Content-Encoding";

	static final String ATTEMPT = "Rpc-Attempt";

	static final String NULL_RESULT = "Rpc-Null";

	static final String NOT_EXECUTED = "Rpc-Not-Executed";

	/** In errors of REST-mapped calls, whose body anybody else could have written. */
	static final String CODE = "Rpc-Code";

	static final String DRAINING = "Rpc-Draining";

	static final String RETRY_AFTER = "Retry-After";

	static final String GZIP = "gzip";

	/** Errors are written in it whatever the format of the messages is. */
	static final String JSON = "application/json";

	private ConnectProtocol() {
	}

}
