package io.github.rpcboot.protocol.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcFailure;
import org.jspecify.annotations.Nullable;

/** Reads the body of an answer into memory, and stops at the limit. */
final class AnswerBody {

	private static final int BUFFER = 8192;

	private static final byte[] EMPTY = {};

	private AnswerBody() {
	}

	static byte[] read(@Nullable InputStream in, @Nullable String encoding, int limit)
			throws IOException, HttpEngine.Failed {
		if (in == null) {
			return EMPTY;
		}
		if (encoding == null || encoding.equalsIgnoreCase("identity")) {
			return readAll(in, limit);
		}
		if (encoding.equalsIgnoreCase(ConnectProtocol.GZIP)) {
			return readAll(decompressed(in), limit);
		}
		throw new HttpEngine.Failed(RpcFailure.ambiguous(RpcStatus.INTERNAL,
				"The answer has a content encoding that was not asked for.", null));
	}

	/**
	 * An empty body is not compressed, and some clients decompress without taking the
	 * header away. No JSON begins like gzip.
	 */
	private static InputStream decompressed(InputStream in) throws IOException {
		PushbackInputStream start = new PushbackInputStream(in, 2);
		byte[] magic = start.readNBytes(2);
		start.unread(magic);
		boolean gzip = magic.length == 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
		return gzip ? new GZIPInputStream(start) : start;
	}

	private static byte[] readAll(InputStream in, int limit) throws IOException, HttpEngine.Failed {
		ByteArrayOutputStream out = new ByteArrayOutputStream(512);
		byte[] buffer = new byte[BUFFER];
		for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
			if (read > limit - out.size()) {
				throw new HttpEngine.Failed(RpcFailure.ambiguous(RpcStatus.RESOURCE_EXHAUSTED,
						"The answer is larger than " + limit + " bytes.", null));
			}
			out.write(buffer, 0, read);
		}
		return out.toByteArray();
	}

}
