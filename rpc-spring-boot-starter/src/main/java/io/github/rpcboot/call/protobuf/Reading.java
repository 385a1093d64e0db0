package io.github.rpcboot.call.protobuf;

import java.io.IOException;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.rpcboot.call.RpcLimits;
import org.jspecify.annotations.Nullable;

/**
 * A message that is being read.
 */
final class Reading extends Position {

	final CodedInputStream in;

	private @Nullable Slots spare;

	Reading(byte[] bytes, RpcLimits limits) {
		super(limits);
		this.in = CodedInputStream.newInstance(bytes);
		this.in.setRecursionLimit(limits.depth());
	}

	/** Begins a part that stands behind its length; a length beyond the end fails. */
	int begin() throws IOException {
		return this.in.pushLimit(this.in.readRawVarint32());
	}

	void end(int outer) throws IOException {
		this.in.checkLastTagWas(0);
		this.in.popLimit(outer);
	}

	void skip(int tag) throws IOException {
		if (!this.in.skipField(tag)) {
			throw new InvalidProtocolBufferException("The end of a group that was not begun");
		}
	}

	/** A smaller number than protobuf would make of a larger one is another number. */
	int int32() throws IOException {
		long value = this.in.readInt64();
		if ((int) value != value) {
			throw new IllegalArgumentException("Out of range");
		}
		return (int) value;
	}

	/** What the members of one message are gathered in. */
	Slots slots(MessageCodec codec) {
		Slots slots = this.spare;
		if (slots != null && slots.codec == codec) {
			this.spare = null;
			return slots;
		}
		return new Slots(codec, this);
	}

	void release(Slots slots) {
		slots.clear();
		this.spare = slots;
	}

}
