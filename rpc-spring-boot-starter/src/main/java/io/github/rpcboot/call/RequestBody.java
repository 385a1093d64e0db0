package io.github.rpcboot.call;

import java.io.IOException;
import java.io.InputStream;

/**
 * An unread request message of an incoming call.
 *
 * @since 0.1.0
 */
public interface RequestBody {

	/**
	 * How the message is encoded.
	 * @return the codec
	 */
	PayloadCodec codec();

	/**
	 * Opens the decoded (uncompressed) bytes. Reading past the size limit or past the
	 * deadline throws an {@link io.github.rpcboot.RpcException}.
	 * @return a stream that is read once
	 * @throws IOException if the connection fails
	 */
	InputStream open() throws IOException;

}
