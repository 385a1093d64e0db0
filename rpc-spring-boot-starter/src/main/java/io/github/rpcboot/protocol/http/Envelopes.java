package io.github.rpcboot.protocol.http;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Deadline;
import io.github.rpcboot.call.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a stream of the Connect protocol: a byte of flags, four bytes of length
 * and the message, again and again.
 */
final class Envelopes {

	static final int HEAD = 5;

	static final int COMPRESSED = 1;

	static final int END = 2;

	private static final int KNOWN = COMPRESSED | END;

	private final InputStream in;

	private final int limit;

	private final String what;

	private final boolean gzip;

	private final byte[] head = new byte[HEAD];

	Envelopes(InputStream in, int limit, String what, boolean gzip) {
		this.in = in;
		this.limit = limit;
		this.what = what;
		this.gzip = gzip;
	}

	/** An envelope around a message, in an array of its own. */
	static byte[] wrap(int flags, byte[] message) {
		byte[] envelope = new byte[HEAD + message.length];
		put(envelope, 0, flags, message);
		return envelope;
	}

	static void put(byte[] to, int at, int flags, byte[] message) {
		int length = message.length;
		to[at] = (byte) flags;
		to[at + 1] = (byte) (length >>> 24);
		to[at + 2] = (byte) (length >>> 16);
		to[at + 3] = (byte) (length >>> 8);
		to[at + 4] = (byte) length;
		System.arraycopy(message, 0, to, at + HEAD, length);
	}

	/** The next one, {@code null} where the bytes end between two. */
	@Nullable Envelope next() throws IOException {
		int read = this.in.readNBytes(this.head, 0, HEAD);
		if (read == 0) {
			return null;
		}
		if (read < HEAD) {
			throw new EOFException("The bytes ended within an envelope.");
		}
		int flags = this.head[0] & 0xff;
		long length = (this.head[1] & 0xffL) << 24 | (this.head[2] & 0xff) << 16 | (this.head[3] & 0xff) << 8
				| (this.head[4] & 0xff);
		check(flags, length);
		byte[] message = this.in.readNBytes((int) length);
		if (message.length < length) {
			throw new EOFException("The bytes ended within a message.");
		}
		boolean compressed = (flags & COMPRESSED) != 0;
		return new Envelope((flags & END) != 0, compressed ? unzip(message) : message);
	}

	private void check(int flags, long length) {
		if ((flags & ~KNOWN) != 0) {
			throw new RpcException(RpcStatus.INVALID_ARGUMENT,
					"A message of the " + this.what + " stream has flags that the protocol does not know.");
		}
		if ((flags & COMPRESSED) != 0 && !this.gzip) {
			throw new RpcException(RpcStatus.INVALID_ARGUMENT, "A message of the " + this.what
					+ " stream is compressed, and no header says how. Send 'Connect-Content-Encoding: gzip'.");
		}
		if (length > this.limit) {
			throw new RpcException(RpcStatus.RESOURCE_EXHAUSTED,
					"The " + this.what + " is larger than " + this.limit + " bytes.");
		}
	}

	private byte[] unzip(byte[] message) throws IOException {
		try (InputStream in = RequestBody.limited(CompressedBody.open(new ByteArrayInputStream(message)), this.limit,
				this.what, Deadline.unbounded())) {
			return in.readAllBytes();
		}
	}

	/** What an envelope holds. */
	record Envelope(boolean end, byte[] message) {
	}

}
