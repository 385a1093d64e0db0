package io.github.rpcboot.protocol.grpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;

/**
 * Messages as they are: a codec of ours makes and reads them. Reads one byte more than
 * the limit at most, which tells that a message is too large.
 */
final class Bytes implements Marshaller<byte[]> {

	/**
	 * Stands for a message whose compression is broken. An exception would end the call
	 * before anybody of ours could say why.
	 */
	static final byte[] BROKEN = {};

	private final int limit;

	Bytes(int limit) {
		this.limit = limit;
	}

	@Override
	public InputStream stream(byte[] message) {
		return new Message(message);
	}

	@Override
	public byte[] parse(InputStream stream) {
		try {
			int most = (this.limit < Integer.MAX_VALUE) ? this.limit + 1 : this.limit;
			if (!(stream instanceof KnownLength)) {
				return stream.readNBytes(most);
			}
			byte[] message = new byte[Math.min(stream.available(), most)];
			return (stream.readNBytes(message, 0, message.length) == message.length) ? message : BROKEN;
		}
		catch (IOException ex) {
			return BROKEN;
		}
	}

	private static final class Message extends ByteArrayInputStream implements KnownLength, Drainable {

		Message(byte[] bytes) {
			super(bytes);
		}

		@Override
		public int drainTo(OutputStream target) throws IOException {
			int length = this.count - this.pos;
			target.write(this.buf, this.pos, length);
			this.pos = this.count;
			return length;
		}

	}

}
