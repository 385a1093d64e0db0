package io.github.rpcboot.call;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;

/**
 * Counts the decoded bytes of a message while they are read, and watches the deadline, so
 * that neither a large nor a slow message is read to its end.
 */
final class LimitedInput extends FilterInputStream {

	private static final int SMALL = 64;

	private final int limit;

	private final String what;

	private final Deadline deadline;

	private long count;

	LimitedInput(InputStream in, int limit, String what, Deadline deadline) {
		super(in);
		this.limit = limit;
		this.what = what;
		this.deadline = deadline;
	}

	@Override
	public int read() throws IOException {
		int value = super.read();
		count((value >= 0) ? 1 : 0);
		return value;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		int read = super.read(bytes, offset, length);
		count(read);
		return read;
	}

	/** A small message is here already, and takes one array of its size. */
	@Override
	public byte[] readAllBytes() throws IOException {
		byte[] bytes = new byte[Math.max(SMALL, Math.min(available(), this.limit))];
		int size = 0;
		for (int read = read(bytes, 0, bytes.length); read >= 0; read = read(bytes, size, bytes.length - size)) {
			size += read;
			if (size == bytes.length) {
				int next = read();
				if (next < 0) {
					return bytes;
				}
				bytes = Arrays.copyOf(bytes, 2 * size);
				bytes[size++] = (byte) next;
			}
		}
		return Arrays.copyOf(bytes, size);
	}

	private void count(int read) {
		this.count += Math.max(0, read);
		if (this.count > this.limit) {
			throw new RpcException(RpcStatus.RESOURCE_EXHAUSTED,
					"The " + this.what + " is larger than " + this.limit + " bytes.");
		}
		if (this.deadline.isExpired()) {
			throw new RpcException(RpcStatus.DEADLINE_EXCEEDED,
					"The deadline passed while the " + this.what + " was being read.");
		}
	}

}
