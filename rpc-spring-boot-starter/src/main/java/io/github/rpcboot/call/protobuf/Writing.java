package io.github.rpcboot.call.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcLimits;
import org.jspecify.annotations.Nullable;

/**
 * A message that is written from its end to its beginning, so that the length of every
 * part is known when it is to be written before it, and nothing is measured beforehand.
 */
final class Writing extends Position {

	private static final int SHORT = 48;

	private static final int ASCII = 0x80;

	private final int limit;

	private final String what;

	/** Never longer than the limit. */
	private byte[] buffer;

	/** The first byte that is written. */
	private int start;

	private @Nullable Slots spare;

	Writing(RpcLimits limits, int expected, int limit, String what) {
		super(limits);
		this.limit = limit;
		this.what = what;
		this.buffer = new byte[Math.max(1, Math.min(expected, limit))];
		this.start = this.buffer.length;
	}

	int written() {
		return this.buffer.length - this.start;
	}

	byte[] toByteArray() {
		return (this.start == 0) ? this.buffer : Arrays.copyOfRange(this.buffer, this.start, this.buffer.length);
	}

	private int room(int more) {
		int first = this.start - more;
		if (first < 0) {
			grow(more);
			first = this.start - more;
		}
		this.start = first;
		return first;
	}

	private void grow(int more) {
		int written = written();
		if (more > this.limit - written) {
			throw new RpcException(RpcStatus.RESOURCE_EXHAUSTED,
					"The " + this.what + " is larger than " + this.limit + " bytes.");
		}
		int length = Math.max(written + more, (int) Math.min(this.limit, 2L * this.buffer.length));
		byte[] larger = new byte[length];
		System.arraycopy(this.buffer, this.start, larger, length - written, written);
		this.buffer = larger;
		this.start = length - written;
	}

	/** What the members of one message are laid out in. */
	Slots slots(MessageCodec codec) {
		Slots slots = this.spare;
		if (slots != null && slots.codec == codec) {
			this.spare = null;
			return slots;
		}
		return new Slots(codec);
	}

	/** The next message overwrites the same members, so nothing is cleared. */
	void release(Slots slots) {
		this.spare = slots;
	}

	void varint(long value) {
		if ((value & ~0x7FL) == 0) {
			int last = room(1);
			this.buffer[last] = (byte) value;
			return;
		}
		// Seven bits to a byte, without a division.
		int at = room((Long.SIZE * 10 - Long.numberOfLeadingZeros(value) * 9) >>> 6);
		long rest = value;
		byte[] bytes = this.buffer;
		while ((rest & ~0x7FL) != 0) {
			bytes[at++] = (byte) (rest | 0x80);
			rest >>>= 7;
		}
		bytes[at] = (byte) rest;
	}

	void fixed32(int value) {
		int at = room(Integer.BYTES);
		for (int i = 0; i < Integer.BYTES; i++) {
			this.buffer[at + i] = (byte) (value >>> (8 * i));
		}
	}

	void fixed64(long value) {
		int at = room(Long.BYTES);
		for (int i = 0; i < Long.BYTES; i++) {
			this.buffer[at + i] = (byte) (value >>> (8 * i));
		}
	}

	/** Writes a message that stands for itself. */
	void whole(byte[] message) {
		int at = room(message.length);
		System.arraycopy(message, 0, this.buffer, at, message.length);
	}

	/** Writes bytes behind their length. */
	void bytes(byte[] bytes) {
		int at = room(bytes.length);
		System.arraycopy(bytes, 0, this.buffer, at, bytes.length);
		varint(bytes.length);
	}

	/** Writes a text behind its length. */
	void text(String text) {
		int length = text.length();
		if (length > SHORT || !shortText(text, length)) {
			byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
			if (encoded.length != length || !new String(encoded, StandardCharsets.ISO_8859_1).equals(text)) {
				requirePairs(text);
			}
			bytes(encoded);
		}
	}

	private boolean shortText(String text, int length) {
		int at = room(length);
		byte[] bytes = this.buffer;
		for (int i = 0; i < length; i++) {
			char letter = text.charAt(i);
			if (letter >= ASCII) {
				this.start = at + length;
				return false;
			}
			bytes[at + i] = (byte) letter;
		}
		varint(length);
		return true;
	}

	/** Half of a character would become a question mark. */
	private static void requirePairs(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (!Character.isSurrogate(text.charAt(i))) {
				continue;
			}
			boolean pair = Character.isHighSurrogate(text.charAt(i)) && i + 1 < text.length()
					&& Character.isLowSurrogate(text.charAt(++i));
			if (!pair) {
				throw new IllegalArgumentException("Half of a character");
			}
		}
	}

}
