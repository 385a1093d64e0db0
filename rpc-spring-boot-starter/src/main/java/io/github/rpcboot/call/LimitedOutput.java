package io.github.rpcboot.call;

import java.io.OutputStream;
import java.util.Arrays;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;

/** A growing buffer that refuses to grow beyond a limit while it is being written. */
final class LimitedOutput extends OutputStream {

	private final int limit;

	private final String what;

	private byte[] buffer;

	private int size;

	LimitedOutput(int expected, int limit, String what) {
		this.buffer = new byte[Math.min(expected, limit)];
		this.limit = limit;
		this.what = what;
	}

	@Override
	public void write(int value) {
		ensureRoom(1);
		this.buffer[this.size++] = (byte) value;
	}

	@Override
	public void write(byte[] bytes, int offset, int length) {
		ensureRoom(length);
		System.arraycopy(bytes, offset, this.buffer, this.size, length);
		this.size += length;
	}

	private void ensureRoom(int more) {
		if (more > this.limit - this.size) {
			throw new RpcException(RpcStatus.RESOURCE_EXHAUSTED,
					"The " + this.what + " is larger than " + this.limit + " bytes.");
		}
		if (this.size + more > this.buffer.length) {
			int wanted = Math.max(this.size + more, (int) Math.min(this.limit, 2L * this.buffer.length));
			this.buffer = Arrays.copyOf(this.buffer, wanted);
		}
	}

	byte[] toByteArray() {
		return (this.size == this.buffer.length) ? this.buffer : Arrays.copyOf(this.buffer, this.size);
	}

}
