package io.github.rpcboot.call.protobuf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.github.rpcboot.call.RpcLimits;
import org.jspecify.annotations.Nullable;

/**
 * A message that is being read. It is an array as a whole, so that nothing has to be
 * copied or filled up; what does not fit into it fails.
 */
final class Reading extends Position {

	private static final char REPLACEMENT = '\uFFFD';

	private static final int BITS = 7;

	private final byte[] bytes;

	private final int depth;

	private int at;

	/** Behind the last byte of the part that is being read. */
	private int end;

	private @Nullable Slots spare;

	Reading(byte[] bytes, RpcLimits limits) {
		super(limits);
		this.bytes = bytes;
		this.depth = limits.depth();
		this.end = bytes.length;
	}

	/** All of it, for a message that reads itself. */
	CodedInputStream whole() {
		CodedInputStream in = CodedInputStream.newInstance(this.bytes);
		in.setRecursionLimit(this.depth);
		return in;
	}

	boolean hasMore() {
		return this.at < this.end;
	}

	/** Begins a part that stands behind its length; a length beyond the end fails. */
	int begin() throws IOException {
		int length = length();
		int outer = this.end;
		this.end = this.at + length;
		return outer;
	}

	private int length() throws IOException {
		int length = (int) varint();
		if (length < 0 || length > this.end - this.at) {
			throw truncated();
		}
		return length;
	}

	private static IOException truncated() {
		return new IOException("The message ends too early");
	}

	/** Ends a part that was read as a whole. */
	void end(int outer) {
		this.end = outer;
	}

	int tag() throws IOException {
		if (this.at < this.end && this.bytes[this.at] > 0) {
			return this.bytes[this.at++];
		}
		return (int) varint();
	}

	/** Later bits of a number that is too long are lost, as protobuf has it. */
	long varint() throws IOException {
		if (this.at < this.end && this.bytes[this.at] >= 0) {
			return this.bytes[this.at++];
		}
		return longer();
	}

	private long longer() throws IOException {
		byte[] bytes = this.bytes;
		long value = 0;
		int at = this.at;
		for (int shift = 0; shift < Long.SIZE; shift += BITS) {
			if (at == this.end) {
				throw truncated();
			}
			byte next = bytes[at++];
			value |= (long) (next & 0x7F) << shift;
			if (next >= 0) {
				this.at = at;
				return value;
			}
		}
		throw new IOException("A number without an end");
	}

	/** A smaller number than protobuf would make of a larger one is another number. */
	int int32() throws IOException {
		long value = varint();
		if ((int) value != value) {
			throw new IllegalArgumentException("Out of range");
		}
		return (int) value;
	}

	boolean bool() throws IOException {
		return varint() != 0;
	}

	int fixed32() throws IOException {
		int first = take(Integer.BYTES);
		int value = 0;
		for (int i = 0; i < Integer.BYTES; i++) {
			value |= (this.bytes[first + i] & 0xFF) << (Byte.SIZE * i);
		}
		return value;
	}

	long fixed64() throws IOException {
		int first = take(Long.BYTES);
		long value = 0;
		for (int i = 0; i < Long.BYTES; i++) {
			value |= (this.bytes[first + i] & 0xFFL) << (Byte.SIZE * i);
		}
		return value;
	}

	/** Where bytes begin that are read now. */
	private int take(int length) throws IOException {
		int first = this.at;
		if (length > this.end - first) {
			throw truncated();
		}
		this.at = first + length;
		return first;
	}

	String text() throws IOException {
		int length = length();
		if (length == 0) {
			return "";
		}
		int first = take(length);
		String text = new String(this.bytes, first, length, StandardCharsets.UTF_8);
		if (text.indexOf(REPLACEMENT) >= 0) {
			// Either it stands there or something did that is no UTF-8.
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(this.bytes, first, length));
		}
		return text;
	}

	byte[] bytes() throws IOException {
		int length = length();
		int first = take(length);
		return Arrays.copyOfRange(this.bytes, first, first + length);
	}

	void skip(int tag) throws IOException {
		if (WireTypes.number(tag) == 0) {
			throw new IOException("No field has the number 0");
		}
		switch (WireFormat.getTagWireType(tag)) {
			case WireFormat.WIRETYPE_VARINT -> varint();
			case WireFormat.WIRETYPE_FIXED64 -> take(Long.BYTES);
			case WireFormat.WIRETYPE_LENGTH_DELIMITED -> take(length());
			case WireFormat.WIRETYPE_START_GROUP -> skipGroup(WireTypes.number(tag));
			case WireFormat.WIRETYPE_FIXED32 -> take(Integer.BYTES);
			default -> throw new IOException("The end of a group that was not begun, or an unknown kind of field");
		}
	}

	private void skipGroup(int number) throws IOException {
		enter();
		int last = WireTypes.tag(number, WireFormat.WIRETYPE_END_GROUP);
		for (int tag = tag(); tag != last; tag = tag()) {
			skip(tag);
		}
		leave();
	}

	/** What the members of one message are gathered in. */
	Slots slots(MessageCodec codec) {
		Slots slots = this.spare;
		if (slots != null && slots.codec == codec) {
			this.spare = null;
			return slots;
		}
		return new Slots(codec);
	}

	void release(Slots slots) {
		slots.clear();
		this.spare = slots;
	}

}
