package io.github.rpcboot.protocol.http;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;

/**
 * A gzip request. What is wrong with its format is the caller's fault, and no broken
 * connection.
 */
final class CompressedBody extends FilterInputStream {

	private CompressedBody(InputStream gzip) {
		super(gzip);
	}

	/** An empty body is not compressed. */
	static InputStream open(InputStream in) throws IOException {
		PushbackInputStream start = new PushbackInputStream(in, 1);
		int first = start.read();
		if (first < 0) {
			return start;
		}
		start.unread(first);
		try {
			return new CompressedBody(new GZIPInputStream(start));
		}
		catch (ZipException | EOFException ex) {
			throw notGzip(ex);
		}
	}

	@Override
	public int read() throws IOException {
		try {
			return super.read();
		}
		catch (ZipException | EOFException ex) {
			throw notGzip(ex);
		}
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		try {
			return super.read(bytes, offset, length);
		}
		catch (ZipException | EOFException ex) {
			throw notGzip(ex);
		}
	}

	private static RpcException notGzip(IOException ex) {
		return new RpcException(RpcStatus.INVALID_ARGUMENT, "The request is not in gzip format.", ex);
	}

}
