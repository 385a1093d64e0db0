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

	/**
	 * Makes a body that is opened when, and only if, the arguments are asked for.
	 * @param codec how the message is encoded
	 * @param opener opens the decoded bytes
	 * @return a body
	 */
	static RequestBody of(PayloadCodec codec, Opener opener) {
		return new RequestBody() {

			@Override
			public PayloadCodec codec() {
				return codec;
			}

			@Override
			public InputStream open() throws IOException {
				return opener.open();
			}

		};
	}

	/**
	 * Counts the decoded bytes of a message while they are read, and watches the
	 * deadline, so that neither a large nor a slow message is read to its end.
	 * @param in the decoded bytes
	 * @param limit the most bytes
	 * @param what the message as it is called in errors
	 * @param deadline when reading is over
	 * @return a stream for {@link #open()}
	 */
	static InputStream limited(InputStream in, int limit, String what, Deadline deadline) {
		return new LimitedInput(in, limit, what, deadline);
	}

	/**
	 * Opens a message.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	interface Opener {

		/**
		 * Opens the decoded bytes.
		 * @return a stream that is read once
		 * @throws IOException if the connection fails
		 */
		InputStream open() throws IOException;

	}

}
